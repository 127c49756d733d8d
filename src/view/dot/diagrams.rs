//! Diagrams as DOT.

use super::{edge, head, node, print, text, word};
use crate::view::diagram::{
    Bar, Board, BoardItem, BoxStyle, Card, Charts, Curves, Diagram, Duel, Item, Layered, Line, LineLook, Matrix,
    Network, NetworkNode, Pairs, Spine, Stood, Tie, Timeline,
};
use crate::view::page::Direction;
use crate::view::svg::{BEATEN, ELECTED, MUTED};
use graphviz_rust::dot_structures::{Attribute, GraphAttributes, Id, Stmt, Subgraph};

/// Returns a diagram as DOT.
pub fn diagram(diagram: &Diagram) -> String {
    match diagram {
        Diagram::Spine(spine) => spine_dot(spine),
        Diagram::Network(network) => network_dot(network),
        Diagram::Matrix(matrix) => matrix_dot(matrix),
        Diagram::Layered(layered) => layered_dot(layered),
        Diagram::Timeline(timeline) => timeline_dot(timeline),
        Diagram::Duel(duel) => duel_dot(duel),
        Diagram::Charts(charts) => charts_dot(charts),
        Diagram::Pairs(pairs) => pairs_dot(pairs),
        Diagram::Curves(curves) => curves_dot(curves),
        Diagram::Board(board) => board_dot(board),
    }
}

fn look(style: BoxStyle) -> Vec<Attribute> {
    match style {
        BoxStyle::Tenure => Vec::new(),
        BoxStyle::Provisional => {
            vec![word("style", "filled,dashed"), word("fillcolor", "#fbf6ea"), word("color", "#8a6d1f")]
        }
        BoxStyle::Vacancy | BoxStyle::Gap | BoxStyle::Unclear => {
            vec![word("style", "dotted"), word("color", "#8b95a1")]
        }
        BoxStyle::Contest => vec![word("fillcolor", "#f3f4f6"), word("color", "#7b8794")],
        BoxStyle::Won => vec![word("fillcolor", "#d9e9f5"), word("color", ELECTED)],
        BoxStyle::Beaten => vec![word("fillcolor", "#fbe7da"), word("color", BEATEN)],
    }
}

fn spine_dot(spine: &Spine) -> String {
    let mut stmts = head(&spine.frame);
    for (g, group) in spine.groups.iter().enumerate() {
        let mut inner = Vec::new();
        if !group.heading.is_empty() {
            inner.push(Stmt::Attribute(text("label", &group.heading)));
        }
        for (i, item) in group.items.iter().enumerate() {
            let id = format!("g{g}i{i}");
            let label = std::iter::once(&item.name).chain(&item.lines).cloned().collect::<Vec<_>>().join("\n");
            let mut attributes = vec![text("label", &label)];
            attributes.extend(look(item.style));
            inner.push(node(&id, attributes));
            if item.follows && i > 0 {
                inner.push(edge(&format!("g{g}i{}", i - 1), &id, arrow(item)));
            } else if i > 0 {
                inner.push(edge(&format!("g{g}i{}", i - 1), &id, vec![word("style", "invis")]));
            }
            cards(&mut inner, &id, item);
        }
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{g}")), stmts: inner }));
    }
    print(true, stmts)
}

/// Returns the attributes of a transition's edge: how the tenure before ended, and the contest with its result and
/// margin.
fn arrow(item: &Item) -> Vec<Attribute> {
    let mut label = item.arrow.clone();
    if let Some(card) = &item.by {
        if !label.is_empty() {
            label.push('\n');
        }
        label.push_str(&card.in_short());
    }
    let mut attributes = Vec::new();
    if !label.is_empty() {
        attributes.push(text("label", &label));
    }
    attributes.push(text("tooltip", item.by.as_ref().map_or("followed by", |c| c.title.as_str())));
    attributes
}

/// Adds the contests beside an item, on the item's rank.
fn cards(stmts: &mut Vec<Stmt>, id: &str, item: &Item) {
    for (c, card) in item.by.iter().chain(&item.beside).enumerate() {
        let card_id = format!("{id}c{c}");
        let mut attributes =
            vec![text("label", &card_label(card)), text("tooltip", &card.title), word("shape", "note")];
        attributes.extend([word("fillcolor", "#ffffff"), word("color", "#8b95a1"), word("fontsize", "9")]);
        if card.stated {
            attributes.push(word("style", "filled,dashed"));
        }
        let same = vec![Stmt::Attribute(word("rank", "same")), node(id, vec![]), node(&card_id, attributes)];
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("rank_{card_id}")), stmts: same }));
        stmts.push(edge(
            id,
            &card_id,
            vec![word("style", "dotted"), word("arrowhead", "none"), word("constraint", "false")],
        ));
    }
}

fn card_label(card: &Card) -> String {
    let mut lines = vec![card.title.clone(), card.heading.clone()];
    for round in &card.rounds {
        lines.push(round.label.clone());
        for result in &round.results {
            let mark = match (result.elected, result.beaten) {
                (true, _) => " (elected)",
                (_, true) => " (incumbent, lost)",
                _ => "",
            };
            lines.push(format!("{}{mark} {}", result.name, result.figures).trim_end().to_string());
        }
        lines.push(round.note.clone());
    }
    lines.push(card.aside.clone());
    lines.retain(|l| !l.is_empty());
    lines.join("\n")
}

/// Writes the meetings as a chain, with the two people above it.
fn duel_dot(duel: &Duel) -> String {
    let mut stmts = head(&duel.frame);
    for (i, side) in duel.sides.iter().enumerate() {
        let label = format!("{}\nelected {}, ahead {}", side.name, side.won, side.ahead);
        stmts.push(node(&format!("p{i}"), vec![text("label", &label)]));
        if !duel.meetings.is_empty() {
            stmts.push(edge(&format!("p{i}"), "m0", vec![word("arrowhead", "none")]));
        }
    }
    for (i, meeting) in duel.meetings.iter().enumerate() {
        let mut lines = vec![meeting.when.clone()];
        lines.extend(meeting.lines.iter().cloned());
        for (side, figure) in duel.sides.iter().zip(&meeting.figures) {
            let figures = [figure.words.as_str(), figure.votes.as_str()].into_iter().filter(|w| !w.is_empty());
            lines.push(format!("{}: {}", side.name, figures.collect::<Vec<_>>().join(", ")));
        }
        lines.push(meeting.decided.clone());
        let mut attributes = vec![text("label", &lines.join("\n")), text("tooltip", &meeting.tooltip)];
        attributes.extend(look(BoxStyle::Contest));
        stmts.push(node(&format!("m{i}"), attributes));
        if i > 0 {
            let label = meeting.between.first().map_or("", String::as_str);
            stmts.push(edge(&format!("m{}", i - 1), &format!("m{i}"), vec![text("label", label)]));
        }
    }
    print(true, stmts)
}

/// Writes a node for each group, with its size and median.
fn curves_dot(curves: &Curves) -> String {
    let mut stmts = head(&curves.frame);
    for (i, (name, curve)) in curves.groups.iter().enumerate() {
        stmts.push(node(&format!("s{i}"), vec![text("label", &crate::view::curves::describe(name, curve))]));
    }
    print(true, stmts)
}

/// Writes each measure as a chain of values in time.
fn charts_dot(charts: &Charts) -> String {
    let mut stmts = head(&charts.frame);
    for (p, panel) in charts.panels.iter().enumerate() {
        let mut inner = vec![Stmt::Attribute(text("label", &panel.heading))];
        for (i, point) in panel.points.iter().enumerate() {
            inner.push(node(&format!("c{p}v{i}"), vec![text("label", &point.says)]));
            if i > 0 {
                inner.push(edge(&format!("c{p}v{}", i - 1), &format!("c{p}v{i}"), Vec::new()));
            }
        }
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{p}")), stmts: inner }));
    }
    print(true, stmts)
}

/// Writes an edge for each pair of the list, and a note for the words about each group.
fn pairs_dot(pairs: &Pairs) -> String {
    let mut stmts = head(&pairs.frame);
    let mut people: Vec<&str> =
        pairs.groups.iter().flat_map(|g| &g.pairs).flat_map(|p| &p.names).map(String::as_str).collect();
    people.sort_unstable();
    people.dedup();
    stmts.extend(people.iter().enumerate().map(|(i, name)| node(&format!("p{i}"), vec![text("label", name)])));
    let place = |name: &str| people.binary_search(&name).unwrap_or(0);
    for row in pairs.groups.iter().flat_map(|g| &g.pairs) {
        let attributes = vec![text("label", &row.record), text("tooltip", &row.tooltip)];
        stmts.push(edge(&format!("p{}", place(&row.names[0])), &format!("p{}", place(&row.names[1])), attributes));
    }
    for (i, group) in pairs.groups.iter().enumerate().filter(|(_, g)| !g.words.is_empty()) {
        let label = std::iter::once(&group.heading).chain(&group.words).cloned().collect::<Vec<_>>().join("\n");
        let label = crate::view::font::wrap(&label.replace('\n', " "), 320.0, 11.0, false).join("\n");
        stmts.push(node(&format!("g{i}"), vec![text("label", &label), word("shape", "note")]));
    }
    print(false, stmts)
}

fn network_dot(network: &Network) -> String {
    let mut stmts = head(&network.frame);
    stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![
        word("layout", "neato"),
        word("overlap", "false"),
        word("splines", "true"),
    ])));
    for (i, person) in network.nodes.iter().enumerate() {
        let label = format!("{}\n{}", person.name, person.line);
        stmts.push(node(&format!("p{i}"), vec![text("label", &label)]));
    }
    for tie in &network.ties {
        let width = format!("{:.2}", network.width_of_a_meeting() * tie.weight as f64);
        let mut attributes = vec![
            text("label", &tie.label),
            text("tooltip", &tie.tooltip),
            word("penwidth", if tie.look.is_some() { "2" } else { &width }),
            word("len", "2.2"),
        ];
        if let Some(look) = tie.look {
            attributes.extend(line_of(look));
        }
        stmts.push(edge(&format!("p{}", tie.a), &format!("p{}", tie.b), attributes));
    }
    print(false, stmts)
}

/// Returns the attributes of a line with a look.
fn line_of(look: LineLook) -> Vec<Attribute> {
    let style = match look.dash() {
        "" => "solid",
        "1 4" | "2 3" => "dotted",
        _ => "dashed",
    };
    vec![word("color", look.stroke()), word("style", style), word("arrowhead", "none")]
}

/// Writes a board as a tree: the head, the groups, and their boxes.
fn board_dot(board: &Board) -> String {
    let mut stmts = head(&board.frame);
    stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![word("rankdir", "LR")])));
    let label =
        |item: &BoardItem| std::iter::once(&item.name).chain(&item.lines).cloned().collect::<Vec<_>>().join("\n");
    if let Some(item) = &board.head {
        stmts.push(node("head", vec![text("label", &label(item)), text("tooltip", &item.tooltip)]));
    }
    for (g, group) in board.groups.iter().enumerate() {
        let id = format!("g{g}");
        stmts.push(node(&id, vec![text("label", &group.heading), word("shape", "plaintext"), word("style", "solid")]));
        if board.head.is_some() {
            stmts.push(edge("head", &id, line_of(group.look)));
        }
        for (i, item) in group.items.iter().enumerate() {
            let own = format!("g{g}i{i}");
            stmts.push(node(&own, vec![text("label", &label(item)), text("tooltip", &item.tooltip)]));
            stmts.push(edge(&id, &own, line_of(group.look)));
        }
    }
    print(true, stmts)
}

/// Writes a matrix as a network.
fn matrix_dot(matrix: &Matrix) -> String {
    let cells = matrix.cells.iter().filter(|c| c.row < c.column);
    let ties = cells
        .map(|c| Tie {
            won: [c.won, c.lost],
            both: c.both,
            look: None,
            a: c.row,
            b: c.column,
            weight: c.meetings,
            label: format!("{}: {}–{}", c.meetings, c.won, c.lost),
            tooltip: c.tooltip.clone(),
            about: c.about,
        })
        .collect();
    let nodes = matrix.people.iter().map(|name| NetworkNode { name: name.clone(), ..NetworkNode::default() }).collect();
    network_dot(&Network { frame: matrix.frame.clone(), nodes, ties })
}

/// Writes ranks of time as ranks of Graphviz, and bands as clusters.
fn layered_dot(layered: &Layered) -> String {
    let mut stmts = head(&layered.frame);
    let rankdir = if layered.direction == Direction::Down { "TB" } else { "LR" };
    stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![word("rankdir", rankdir), word("newrank", "true")])));
    // An invisible chain of the ranks' labels keeps the ranks apart.
    let plain = || vec![word("shape", "plaintext"), word("style", "solid"), word("fontcolor", MUTED)];
    for (rank, words) in layered.ranks.iter().enumerate() {
        let mut attributes = vec![text("label", &words.join("\n"))];
        attributes.extend(plain());
        stmts.push(node(&format!("r{rank}"), attributes));
        if rank > 0 {
            stmts.push(edge(&format!("r{}", rank - 1), &format!("r{rank}"), vec![word("style", "invis")]));
        }
    }
    let boxes = |lane: usize| {
        layered.nodes.iter().enumerate().filter(move |(_, n)| n.lane == lane).map(|(i, n)| {
            let label = std::iter::once(&n.name).chain(&n.lines).cloned().collect::<Vec<_>>().join("\n");
            let mut attributes = vec![text("label", &label), text("tooltip", &n.tooltip)];
            attributes.extend(look(n.style));
            node(&format!("n{i}"), attributes)
        })
    };
    if layered.lanes.len() > 1 {
        for (lane, name) in layered.lanes.iter().enumerate() {
            let mut inner = vec![Stmt::Attribute(text("label", name)), Stmt::Attribute(word("color", "#c9d0d8"))];
            inner.extend(boxes(lane));
            stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{lane}")), stmts: inner }));
        }
    } else {
        stmts.extend(boxes(0));
    }
    for rank in 0..layered.ranks.len() {
        let mut same = vec![Stmt::Attribute(word("rank", "same")), node(&format!("r{rank}"), vec![])];
        let own = layered.nodes.iter().enumerate().filter(|(_, n)| n.rank == rank);
        same.extend(own.map(|(i, _)| node(&format!("n{i}"), vec![])));
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("rank_{rank}")), stmts: same }));
    }
    for line in &layered.edges {
        let mut attributes = Vec::new();
        if !line.label.is_empty() {
            attributes.push(text("label", &line.label.join("\n")));
        }
        attributes.push(text("tooltip", &line.tooltip));
        match line.kind {
            Line::Followed => {}
            Line::Through => attributes.push(word("color", ELECTED)),
            Line::Kin => attributes.extend([word("color", LineLook::Kin.stroke()), word("arrowhead", "none")]),
            Line::Same => attributes.extend([word("style", "dashed"), word("arrowhead", "none")]),
        }
        stmts.push(edge(&format!("n{}", line.from), &format!("n{}", line.to), attributes));
    }
    print(true, stmts)
}

/// Writes a timeline without its scale. Each tenure is a box, with edges to its successor. Each contest is a disc, with
/// edges to its candidates.
fn timeline_dot(timeline: &Timeline) -> String {
    let mut stmts = head(&timeline.frame);
    stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![word("rankdir", "LR")])));
    for (p, panel) in timeline.panels.iter().enumerate() {
        let mut inner = vec![Stmt::Attribute(text("label", &panel.heading))];
        // Returns the box that represents a lane on a day: the tenure nearest to the day.
        let nearest = |lane: usize, day: f64| {
            let far = |b: &Bar| (b.from.0 - day).max(day - b.to.1).max(0.0);
            let bars = panel.lanes[lane].bars.iter().enumerate();
            let best = bars.min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map_or(0, |(i, _)| i);
            format!("p{p}l{lane}b{best}")
        };
        for (l, lane) in panel.lanes.iter().enumerate() {
            for (b, bar) in lane.bars.iter().enumerate() {
                let style = if bar.provisional { BoxStyle::Provisional } else { BoxStyle::Tenure };
                let mut attributes = vec![text("label", &bar.tooltip.replacen(", ", "\n", 1))];
                attributes.extend(look(style));
                inner.push(node(&format!("p{p}l{l}b{b}"), attributes));
            }
            if lane.bars.is_empty() {
                let attributes = vec![text("label", &lane.name), word("style", "dashed")];
                inner.push(node(&format!("p{p}l{l}b0"), attributes));
            }
        }
        // Graphviz does not know the time: an invisible chain keeps the boxes in order.
        let mut times: Vec<(f64, String)> = Vec::new();
        for (l, lane) in panel.lanes.iter().enumerate() {
            times.extend(lane.bars.iter().enumerate().map(|(b, bar)| (bar.from.0, format!("p{p}l{l}b{b}"))));
        }
        times.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        for pair in times.windows(2) {
            inner.push(edge(&pair[0].1, &pair[1].1, vec![word("style", "invis")]));
        }
        for handover in &panel.handovers {
            let (from, to) = (nearest(handover.from, handover.left), nearest(handover.to, handover.came));
            inner.push(edge(&from, &to, Vec::new()));
        }
        for (m, mark) in panel.marks.iter().enumerate() {
            let id = format!("p{p}m{m}");
            let label = if mark.margin.is_empty() { " " } else { &mark.margin };
            let mut attributes = vec![text("label", label), text("tooltip", &mark.tooltip)];
            attributes.extend([word("shape", "circle"), word("fontsize", "8"), word("fillcolor", "#ffffff")]);
            inner.push(node(&id, attributes));
            for (lane, fate) in &mark.stood {
                let (colour, style) = match fate {
                    Stood::Elected => (ELECTED, "solid"),
                    Stood::Beaten => (BEATEN, "dashed"),
                    Stood::Lost | Stood::Unclear => (MUTED, "dotted"),
                };
                let attributes = vec![word("color", colour), word("style", style), word("arrowhead", "none")];
                inner.push(edge(&id, &nearest(*lane, mark.at), attributes));
            }
        }
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{p}")), stmts: inner }));
    }
    print(true, stmts)
}
