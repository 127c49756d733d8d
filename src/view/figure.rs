//! A picture as one HTML page, laid out for wide pages and for phones. It loads nothing, and can be read without a
//! script.

use super::diagram::Frame;
use super::svg::{Drawing, escape};

/// A page that contains a picture in two layouts.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The layout for wide pages.
    pub wide: Drawing,
    /// The layout for phones.
    pub narrow: Drawing,
}

/// The style sheet of the page. Pictures have plain attributes of their own.
const STYLE: &str = "html{color-scheme:light}body{margin:0;background:#ffffff;color:#1d2733;font:14px/1.45 'DejaVu Sans',Verdana,Arial,sans-serif}\
figure{margin:0}figure svg{display:block;max-width:100%;height:auto;margin:0 auto}.narrow{display:none}\
@media print{.wide{display:block}.narrow,.tip,details{display:none}}\
[tabindex]:focus{outline:none}[tabindex]:focus-visible{outline:2px solid #0072b2;outline-offset:2px}\
.tip{position:fixed;left:0;right:0;bottom:0;margin:0;padding:.5rem .8rem;background:#1d2733;color:#ffffff;font-size:13px}.tip:empty{display:none}\
details{margin:.2rem 1rem 1rem;font-size:13px;color:#5b6673}summary{cursor:pointer}";

/// Moves the keyboard focus through the parts with the arrow keys, and shows the words of the part that has the focus
/// or the pointer.
const SCRIPT: &str = "(function(){var tip=document.querySelector('.tip');\
function words(g){return g?g.getAttribute('aria-label'):''}\
function say(g){tip.textContent=words(g)||''}\
['.wide','.narrow'].forEach(function(side){var all=[].slice.call(document.querySelectorAll(side+' g[tabindex]'));\
all.forEach(function(g,i){g.addEventListener('focus',function(){say(g)});g.addEventListener('blur',function(){say(null)});\
g.addEventListener('mouseenter',function(){say(g)});g.addEventListener('mouseleave',function(){say(null)});\
g.addEventListener('keydown',function(e){var to=e.key==='ArrowRight'||e.key==='ArrowDown'?i+1:e.key==='ArrowLeft'||e.key==='ArrowUp'?i-1:e.key==='Home'?0:e.key==='End'?all.length-1:-1;\
if(e.key==='Escape'){say(null);return}if(to<0||to>=all.length)return;e.preventDefault();g.setAttribute('tabindex','-1');all[to].setAttribute('tabindex','0');all[to].focus()})})})})();";

impl Figure {
    /// Returns the page.
    pub fn html(&self, frame: &Frame) -> String {
        let title = escape(&frame.title);
        let (wide, narrow) = (self.wide.to_page_svg("wide-"), self.narrow.to_page_svg("narrow-"));
        let words = escape(&frame.description);
        let about = escape(&frame.subtitle);
        let turn = format!(
            "@media screen and (max-width:{:.0}px){{.wide{{display:none}}.narrow{{display:block}}}}",
            self.turn()
        );
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"description\" content=\"{about}\">\n<style>{STYLE}{turn}</style>\n</head>\n<body>\n<main>\n<figure>\n\
             <div class=\"wide\">\n{wide}</div>\n<div class=\"narrow\">\n{narrow}</div>\n</figure>\n\
             <details><summary>The picture in words</summary><p>{words}</p></details>\n\
             <p class=\"tip\" aria-hidden=\"true\"></p>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
        )
    }

    /// Returns the width in pixels up to which the narrow layout is shown. Below it, the wide layout would be shrunk
    /// until its words are unreadable.
    pub fn turn(&self) -> f64 {
        (self.wide.shown_size().0 * 0.85).max(480.0)
    }

    /// Returns the HTML that embeds the page into another page. `name` is the address of this page.
    pub fn iframe(&self, name: &str, title: &str) -> String {
        let (_, height) = self.wide.shown_size();
        // Leaves room for the words below the picture.
        format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{:.0}\" style=\"border:0\" loading=\"lazy\"></iframe>",
            escape(name),
            escape(title),
            height + 60.0
        )
    }
}
