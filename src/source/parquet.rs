//! Tables in Parquet: turns the rows of a file into the text of a table, one line per row.

/// The bytes at the beginning of a Parquet file.
const MARK: &[u8; 4] = b"PAR1";

/// Returns true if a file begins like Parquet.
pub(super) fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

#[cfg(not(feature = "parquet"))]
pub(super) fn read(_: impl std::io::Read) -> Result<String, String> {
    Err("this is a Parquet table, and this program was built without the feature 'parquet'; build it with \
         'cargo install --path . --features parquet', or save the table as CSV"
        .into())
}

/// Reads a table. The first line has the names of the columns, and row 1 of the table is on line 2.
///
/// # Errors
/// The reason if the file is damaged, too large, or packed in a way that is not supported.
#[cfg(feature = "parquet")]
pub(super) fn read(input: impl std::io::Read) -> Result<String, String> {
    use std::io::Read;
    let mut bytes = Vec::new();
    input.take(MAX_PACKED + 1).read_to_end(&mut bytes).map_err(|e| format!("reading stopped: {e}"))?;
    if bytes.len() as u64 > MAX_PACKED {
        let most = crate::wikitext::number::grouped(MAX_PACKED);
        return Err(format!("this Parquet table has more than {most} bytes; split it"));
    }
    // The library panics on some damaged files; that is damage like any other.
    super::guarded(|| rows(bytes)).unwrap_or_else(|| Err("this Parquet table is damaged".into()))
}

/// The largest Parquet table that is read, in bytes as packed.
#[cfg(feature = "parquet")]
const MAX_PACKED: u64 = 256 << 20;

#[cfg(feature = "parquet")]
fn rows(bytes: Vec<u8>) -> Result<String, String> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let unreadable = |e: parquet::errors::ParquetError| format!("this Parquet table cannot be read: {e}");
    let file = SerializedFileReader::new(::bytes::Bytes::from(bytes)).map_err(unreadable)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fields = file.metadata().file_metadata().schema().get_fields();
    writer.write_record(fields.iter().map(|field| field.name())).map_err(|e| e.to_string())?;
    for row in file.get_row_iter(None).map_err(unreadable)? {
        let row = row.map_err(unreadable)?;
        writer.write_record(row.get_column_iter().map(|(_, field)| text(field))).map_err(|e| e.to_string())?;
        if writer.get_ref().len() > super::MAX_TEXT {
            return Err("this Parquet table has more than 1 GiB of text; split it".into());
        }
    }
    let text = writer.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(text).map_err(|e| e.to_string())
}

/// Writes a value as a cell. Line ends inside it become blanks, so that each row has one line.
#[cfg(feature = "parquet")]
fn text(field: &parquet::record::Field) -> String {
    use parquet::record::Field;
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.replace(['\n', '\r'], " "),
        other => other.to_string().replace(['\n', '\r'], " "),
    }
}
