#!/usr/bin/env python3
"""The language server, asked by the client of another project (pygls). Usage: lsp.py HUSTINGS FOLDER"""
import asyncio
import pathlib
import sys

from lsprotocol import types
from pygls.lsp.client import LanguageClient

folder = pathlib.Path(sys.argv[2]).resolve()
folder.mkdir(parents=True, exist_ok=True)
PAGE = """{{Infobox officeholder
|name = Ann Ash
|office = Mayor of Harbour
}}
== Elections ==
{{Election box begin|title=1998 Harbour mayoral election}}
{{Election box winning candidate with party link|party=Green Party|candidate=[[Ann Ash]] \U0001f333|votes=12,000|percentage=75.14}}
{{Election box candidate with party link|party=Harbour Party|candidate=Bo Birch|votes=9,000|percentage=42.86}}
{{Election box total|votes=21,000|percentage=100.00}}
{{Election box end}}
"""


def position(text, at):
    """The offset of a place of the protocol, which counts in units of UTF-16."""
    line = text.split("\n")[at.line]
    before = line.encode("utf-16-le")[: 2 * at.character].decode("utf-16-le")
    return sum(len(other) + 1 for other in text.split("\n")[: at.line]) + len(before)


async def main():
    client = LanguageClient("hustings-ci", "1")
    heard = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params):
        heard.put_nowait(params)

    await client.start_io(sys.argv[1], "lsp")
    here = types.ClientCapabilities()
    answer = await client.initialize_async(types.InitializeParams(capabilities=here, root_uri=folder.as_uri()))
    assert answer.server_info.name == "hustings" and answer.capabilities.hover_provider, answer
    client.initialized(types.InitializedParams())

    uri = (folder / "Ann Ash.wiki").as_uri()
    document = types.TextDocumentItem(uri=uri, language_id="wikitext", version=1, text=PAGE)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    found = await asyncio.wait_for(heard.get(), 60)
    assert [d.code for d in found.diagnostics] == ["share-against-votes"], found
    finding = found.diagnostics[0]
    shown = PAGE[position(PAGE, finding.range.start) : position(PAGE, finding.range.end)]
    assert shown.rstrip("%") == "75.14", shown

    asked = types.TextDocumentIdentifier(uri=uri)
    hover = await client.text_document_hover_async(types.HoverParams(text_document=asked, position=finding.range.start))
    assert "57.14" in hover.contents.value and "## share-against-votes" in hover.contents.value, hover

    context = types.CodeActionContext(diagnostics=[finding])
    params = types.CodeActionParams(text_document=asked, range=finding.range, context=context)
    actions = await client.text_document_code_action_async(params)
    fix = next(action for action in actions if action.is_preferred)
    [edit] = fix.edit.changes[uri]
    mended = PAGE[: position(PAGE, edit.range.start)] + edit.new_text + PAGE[position(PAGE, edit.range.end) :]
    assert mended == PAGE.replace("75.14", "57.14"), mended

    change = types.TextDocumentContentChangeWholeDocument(text=mended)
    version = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=version, content_changes=[change]))
    found = await asyncio.wait_for(heard.get(), 60)
    assert not found.diagnostics, found
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    print("the language server answers pygls: diagnostics, hover, quick fix")


asyncio.run(asyncio.wait_for(main(), 120))
