//! Writes a made-up world of elections to files, to try Hustings at scale:
//! `cargo run --release --example world -- M world/`.
//!
//! The sizes are T (1,000 contests), S (20,000), M (200,000 with a million candidacies) and L (a million contests).

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example writes files and says so")]

#[path = "../tests/world/mod.rs"]
mod world;

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use world::{Size, World};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let letter = arguments.next().unwrap_or_else(|| "T".into());
    let folder = arguments.next().unwrap_or_else(|| "target/world".into());
    let shards: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let Some(size) = Size::of(&letter) else {
        println!(
            "'{letter}' is not a size; the arguments are a size (T, S, M or L), a folder, and the number of files for the export"
        );
        return Ok(());
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let world = World::new(size, 1992);
    let create = |name: &str| File::create(folder.join(name)).map(|f| BufWriter::with_capacity(1 << 20, f));
    world.numbers(&mut create("numbers.csv")?)?;
    world.table(&mut create("candidacies.csv")?)?;
    let each = world.contests.len().div_ceil(shards);
    for shard in 0..shards {
        let name = if shards == 1 { "pages.xml".into() } else { format!("pages-{shard:03}.xml") };
        let part = shard * each..((shard + 1) * each).min(world.contests.len());
        world.export(part, &mut create(&name)?)?;
    }
    println!(
        "{}: {} contests, {} candidacies, {} people",
        folder.display(),
        world.contests.len(),
        world.candidacies.len(),
        world.people.len()
    );
    Ok(())
}
