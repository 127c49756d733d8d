//! The items of a value that is a list.

use super::value::{Value, ValueLink};

impl Value {
    /// Splits the value into the items of a list, or one item, each with its links and bold ranges. A link that is shown
    /// on several lines stays whole.
    pub fn items(&self) -> Vec<Value> {
        let mut items = Vec::new();
        let (mut start, mut link, mut bold) = (0, 0, 0);
        while start <= self.text.len() {
            let line_end = |from: usize| self.text[from..].find('\n').map_or(self.text.len(), |at| from + at);
            let mut end = line_end(start);
            for l in self.links[link.min(self.links.len())..].iter().take_while(|l| l.shown.start < self.text.len()) {
                if l.shown.start >= end {
                    break;
                }
                end = if l.shown.end > end { line_end(l.shown.end) } else { end };
            }
            let line = &self.text[start..end];
            let mut item = Value::default();
            item.text = line.replace('\n', " ");
            while let Some(l) = self.links.get(link).filter(|l| l.shown.start < end) {
                if l.shown.start >= start && l.shown.end <= end {
                    let shown = l.shown.start - start..l.shown.end - start;
                    item.links.push(ValueLink { target: l.target.clone(), shown });
                }
                link += 1;
            }
            while let Some(b) = self.bold.get(bold).filter(|b| b.start < end) {
                let (from, to) = (b.start.max(start), b.end.min(end));
                if from < to {
                    item.bold.push(from - start..to - start);
                }
                if b.end > end {
                    break;
                }
                bold += 1;
            }
            if !line.is_empty() {
                items.push(item);
            }
            start = end + 1;
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use crate::wikitext::Markup;

    #[test]
    fn a_link_on_several_lines_is_one_item() {
        let text =
            "[[Spencer Compton, Earl of Wilmington|Spencer Compton<br>1st Earl of Wilmington]]<br>[[Ann Ash]]<br>Bo";
        let value = Markup::scan(text).value(0..text.len());
        let items = value.items();
        let told: Vec<(&str, Option<&str>)> =
            items.iter().map(|i| (i.text.as_str(), i.links.first().map(|l| l.target.as_str()))).collect();
        assert_eq!(
            told,
            [
                ("Spencer Compton 1st Earl of Wilmington", Some("Spencer Compton, Earl of Wilmington")),
                ("Ann Ash", Some("Ann Ash")),
                ("Bo", None),
            ]
        );
    }
}
