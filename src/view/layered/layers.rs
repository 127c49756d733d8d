//! The vertices of a layered drawing: boxes, and in each rank the parts of long lines, labels and edges of bands.
//!
//! The method is that of Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of Hierarchical System
//! Structures", IEEE Transactions on Systems, Man, and Cybernetics 11, 1981). The ranks are given by the dates.

use super::Sizes;
use crate::view::diagram::Layered;

/// The kind of a vertex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A box, as an index into the nodes of the diagram.
    Node(usize),
    /// A line that passes through the row.
    Bend,
    /// The label of a line, as an index into the lines of the diagram.
    Label(usize),
    /// The name of a band, as an index into the bands of the diagram.
    Heading(usize),
    /// The edge between two bands.
    Separator,
}

/// A vertex of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vertex {
    pub kind: Kind,
    /// The row of the drawing. Rows of labels are between the diagram's ranks.
    pub row: usize,
    pub lane: usize,
    /// Its size across the direction of time and along it, in pixels.
    pub across: f64,
    pub along: f64,
}

impl Vertex {
    /// Returns true if it is neither a box nor the name of a band. Its lines should be straight.
    pub(super) fn is_virtual(self) -> bool {
        !matches!(self.kind, Kind::Node(_) | Kind::Heading(_))
    }
}

/// Vertices in rows, and the short lines between neighbouring rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    pub vertices: Vec<Vertex>,
    /// The vertices of each row, in order.
    pub rows: Vec<Vec<usize>>,
    /// For each vertex, its neighbours in the row before and in the row after.
    pub before: Vec<Vec<usize>>,
    pub after: Vec<Vec<usize>>,
    /// For each line of the diagram, the vertices that it passes, including its ends.
    pub chains: Vec<Vec<usize>>,
    /// The row of each rank of the diagram.
    pub row_of_rank: Vec<usize>,
    /// The number of bands, at least 1.
    pub lanes: usize,
}

impl Layers {
    /// Creates the rows of a diagram: one for each rank, and one between two ranks if a label is there. O(n + Σ length
    /// of lines).
    pub(super) fn of(diagram: &Layered, sizes: &Sizes) -> Self {
        let ranks = diagram.ranks.len();
        // A label is in the middle of its line.
        let gap = |e: &crate::view::diagram::LayeredEdge| {
            let (from, to) = (diagram.nodes[e.from].rank, diagram.nodes[e.to].rank);
            (!e.label.is_empty() && to > from).then(|| usize::midpoint(from, to - 1))
        };
        let mut labelled = vec![false; ranks];
        diagram.edges.iter().filter_map(gap).for_each(|g| labelled[g] = true);
        let banded = diagram.lanes.len() > 1;
        let mut layers = Self { lanes: diagram.lanes.len().max(1), ..Self::default() };
        let mut row = usize::from(banded);
        for labels in &labelled {
            layers.row_of_rank.push(row);
            row += 1 + usize::from(*labels);
        }
        layers.rows = vec![Vec::new(); row];
        for (i, node) in diagram.nodes.iter().enumerate() {
            let [across, along] = sizes.nodes[i];
            let row = layers.row_of_rank[node.rank];
            layers.add(Vertex { kind: Kind::Node(i), row, lane: node.lane, across, along });
        }
        for (i, edge) in diagram.edges.iter().enumerate() {
            let (from, to) = (&diagram.nodes[edge.from], &diagram.nodes[edge.to]);
            if to.rank <= from.rank {
                layers.chains.push(Vec::new());
                continue;
            }
            let label_row = gap(edge).map(|g| layers.row_of_rank[g] + 1);
            let mut chain = vec![edge.from];
            for row in layers.row_of_rank[from.rank] + 1..layers.row_of_rank[to.rank] {
                let [across, along] = if Some(row) == label_row { sizes.labels[i] } else { [2.0, 0.0] };
                let kind = if Some(row) == label_row { Kind::Label(i) } else { Kind::Bend };
                chain.push(layers.add(Vertex { kind, row, lane: from.lane, across, along }));
            }
            chain.push(edge.to);
            for pair in chain.windows(2) {
                layers.join(pair[0], pair[1]);
            }
            layers.chains.push(chain);
        }
        if banded {
            for lane in 0..diagram.lanes.len() {
                let [across, along] = sizes.lanes[lane];
                layers.add(Vertex { kind: Kind::Heading(lane), row: 0, lane, across, along });
            }
        }
        layers.rows.iter_mut().for_each(|row| row.sort_by_key(|v| layers.vertices[*v].lane));
        layers
    }

    fn add(&mut self, vertex: Vertex) -> usize {
        let id = self.vertices.len();
        self.vertices.push(vertex);
        self.rows[vertex.row].push(id);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        id
    }

    fn join(&mut self, upper: usize, lower: usize) {
        self.after[upper].push(lower);
        self.before[lower].push(upper);
    }

    /// Adds a separator between neighbouring bands to every row, joined from row to row.
    pub(super) fn separate(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let mut above: Vec<usize> = Vec::new();
        self.rows = vec![Vec::new(); rows.len()];
        for (number, row) in rows.into_iter().enumerate() {
            let mut own = Vec::new();
            let mut rest = row.into_iter().peekable();
            for lane in 0..self.lanes {
                while let Some(v) = rest.next_if(|v| self.vertices[*v].lane <= lane) {
                    self.rows[number].push(v);
                }
                if lane + 1 < self.lanes {
                    let kind = Kind::Separator;
                    own.push(self.add(Vertex { kind, row: number, lane, across: 0.0, along: 0.0 }));
                }
            }
            above.iter().zip(&own).for_each(|(a, b)| {
                self.after[*a].push(*b);
                self.before[*b].push(*a);
            });
            above = own;
        }
    }

    /// Returns the position of each vertex in its row.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.vertices.len()];
        for row in &self.rows {
            row.iter().enumerate().for_each(|(at, v)| places[*v] = at);
        }
        places
    }
}
