//! `hustings site`.

use super::destination::{alone_in, is_empty, make_folder, rewrite, write};
use super::exit::Failure;
use super::explorer;
use super::input::Input;
use super::output::{note, over, text, warn};
use clap::Args;
use hustings::source;
use hustings::view::explorer::{Address, Answer, Explorer, Place, Without as Forms};
use hustings::wikitext::number::grouped;
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Write the explorer as files: a page for every person, contest, office, party and rivalry
///
/// The files can be put on any web host, or opened from a disk. The pages are those of 'hustings serve'. Each page has
/// a .json file with the same content for programs, and its pictures as .svg and .dot. A script in the browser does the
/// search and finds paths, so no server is needed. A folder that 'hustings site' wrote before is brought up to date,
/// and pages that no longer exist are removed from it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings site -o public
  hustings site --from world.db -o public
  hustings site --from articles/ --without pictures,twins -o public")]
pub(super) struct Site {
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Leave out some files of the pages, and the links to them; separate several with commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    without: Vec<Without>,
    #[command(flatten)]
    titled: explorer::Titled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Without {
    /// The pictures as .svg and .dot files; those inside the pages stay
    Pictures,
    /// The .json files with the same content for programs
    Twins,
}

/// The file that lists the files of the site.
const LIST: &str = "hustings-site.txt";

impl Site {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        make_folder(&self.output)?;
        let _alone = alone_in(&self.output)?;
        let before = self.before()?;
        let threads = input.threads();
        let has = |what| self.without.contains(&what);
        let without = Forms { twins: has(Without::Twins), pictures: has(Without::Pictures) };
        let explorer = explorer::open(input, &self.titled, threads, Some(without))?;
        // Lists all files that this run may write before it writes them, so that the next run can continue if this one
        // is ended early.
        let planned = explorer.places().flat_map(|place| {
            let name = |form| Explorer::file_of(&Address { place: place.clone(), form });
            explorer.forms(&place).into_iter().map(name).collect::<Vec<_>>()
        });
        let planned: BTreeSet<String> = planned.chain(before.iter().cloned()).collect();
        rewrite(&self.output.join(LIST), (planned.into_iter().collect::<Vec<_>>().join("\n") + "\n").as_bytes())?;
        let work = Work {
            folder: &self.output,
            explorer: &explorer,
            places: Mutex::new(Box::new(explorer.places())),
            folders: Mutex::default(),
            written: Mutex::default(),
            pages: AtomicUsize::new(0),
            failed: Mutex::new(None),
        };
        std::thread::scope(|scope| {
            (0..threads).for_each(|_| {
                scope.spawn(|| work.run());
            });
        });
        if std::io::stderr().is_terminal() {
            over("");
        }
        if let Some(failure) = work.failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(failure);
        }
        for asset in Explorer::assets() {
            work.file(asset.name, asset.text.as_bytes())?;
        }
        for (name, text) in explorer.name_files() {
            work.file(&name, text.as_bytes())?;
        }
        match explorer.path_file().map_err(|e| Failure::Input(e.to_string()))? {
            Some(data) => work.file("paths.js", data.as_bytes())?,
            None => {
                note(
                    "the graph is too large to find paths in the browser, so the site has none; 'hustings serve' and 'hustings path' find them",
                );
            }
        }
        let pages = work.pages.load(Ordering::Relaxed);
        let mut written = work.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        written.sort_unstable();
        let gone = self.remove(&before, &written);
        rewrite(&self.output.join(LIST), (written.join("\n") + "\n").as_bytes())?;
        let gone = if gone > 0 { format!(", {} removed", grouped(gone as u64)) } else { String::new() };
        text(&format!(
            "{}: {} pages, {} files{gone}; open {}",
            self.output.display(),
            grouped(pages as u64),
            grouped(written.len() as u64),
            self.output.join("index.html").display()
        ))
    }

    /// Returns the files that an earlier run wrote into the folder.
    ///
    /// # Errors
    /// An error if the folder holds anything else: such a folder is left unchanged.
    fn before(&self) -> Result<Vec<String>, Failure> {
        let list = self.output.join(LIST);
        if list.exists() {
            let text = source::read_plain(&list)
                .map_err(|e| Failure::Input(format!("cannot read '{}': {e}", list.display())))?;
            return Ok(text.lines().map(ToString::to_string).collect());
        }
        if self.output.exists() && !is_empty(&self.output) {
            return Err(Failure::Usage(format!(
                "'{}' already exists and was not written by 'hustings site'; name a new folder, so that nothing in it is lost",
                self.output.display()
            )));
        }
        Ok(Vec::new())
    }

    /// Removes the files that an earlier run wrote and this one did not. Returns the number of files removed.
    fn remove(&self, before: &[String], written: &[String]) -> usize {
        let inside = |name: &&String| {
            !name.is_empty() && Path::new(name.as_str()).components().all(|c| matches!(c, Component::Normal(_)))
        };
        let gone = before.iter().filter(|name| written.binary_search(name).is_err()).filter(inside);
        let mut count = 0;
        for name in gone {
            let path = self.output.join(name);
            if let Some(link) = path.parent().and_then(|folder| link_inside(&self.output, folder)) {
                warn(&format!(
                    "'{}' was not removed, because '{}' is a link to another place",
                    path.display(),
                    link.display()
                ));
                continue;
            }
            count += usize::from(std::fs::remove_file(&path).is_ok());
            // Removes the folders that are now empty. The system refuses to remove the others.
            let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.output);
            folders.into_iter().take_while(|folder| std::fs::remove_dir(folder).is_ok()).for_each(drop);
        }
        count
    }
}

/// Returns the symbolic link on the way from a folder to a path below it. `None` if there is none.
fn link_inside<'p>(folder: &Path, path: &'p Path) -> Option<&'p Path> {
    path.ancestors().take_while(|part| *part != folder).find(|part| part.is_symlink())
}

/// The state that the threads share while they write the pages.
struct Work<'a> {
    folder: &'a Path,
    explorer: &'a Explorer,
    places: Mutex<Box<dyn Iterator<Item = Place> + Send + 'a>>,
    /// The folders that are known to exist.
    folders: Mutex<BTreeSet<PathBuf>>,
    written: Mutex<Vec<String>>,
    pages: AtomicUsize,
    failed: Mutex<Option<Failure>>,
}

impl Work<'_> {
    fn run(&self) {
        const AT_ONCE: usize = 32;
        loop {
            let places: Vec<Place> =
                self.places.lock().unwrap_or_else(PoisonError::into_inner).by_ref().take(AT_ONCE).collect();
            if places.is_empty() || self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
                return;
            }
            for place in &places {
                if let Err(failure) = self.page(place) {
                    *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
                    return;
                }
            }
            let done = self.pages.fetch_add(places.len(), Ordering::Relaxed) + places.len();
            if done / 1000 != (done - places.len()) / 1000 && std::io::stderr().is_terminal() {
                over(&format!("{} pages", grouped(done as u64)));
            }
        }
    }

    /// Writes a page in all its forms.
    fn page(&self, place: &Place) -> Result<(), Failure> {
        let forms = self.explorer.forms(place);
        for (form, answer) in self.explorer.answers(place, &forms).map_err(|e| Failure::Input(e.to_string()))? {
            if let Answer::Found(page) = answer {
                self.file(&Explorer::file_of(&Address { place: place.clone(), form }), &page.body)?;
            }
        }
        Ok(())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(name);
        if let Some(link) = link_inside(self.folder, &path) {
            return Err(Failure::Output(format!(
                "'{}' is a link out of the folder of the site, and a site is not written through links; remove the link",
                link.display()
            )));
        }
        if let Some(folder) = path.parent() {
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            if !folders.contains(folder) {
                make_folder(folder)?;
                folders.insert(folder.to_path_buf());
            }
        }
        write(&path, bytes)?;
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_string());
        Ok(())
    }
}
