// Applies edits for wikibase-cli to a file of entities, as Wikibase would: apply.mjs ENTITIES EDITS > ENTITIES
// wikibase-edit itself turns each edit into what it would send; nothing is sent.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { editEntity } from './node_modules/wikibase-edit/dist/src/lib/entity/edit.js'

const file = JSON.parse(readFileSync(process.argv[2]))
// The types of properties: those that the entities name, and those of references and qualifiers that edits add.
const types = {
  P22: 'wikibase-item', P39: 'wikibase-item', P569: 'time', P570: 'time', P580: 'time', P582: 'time', P726: 'wikibase-item',
  P854: 'url', P991: 'wikibase-item', P1111: 'quantity', P4656: 'url',
}
const walk = (node) => {
  if (Array.isArray(node)) return node.forEach(walk)
  if (!node || typeof node !== 'object') return
  if (node.property && node.datatype) types[node.property] = node.datatype
  Object.values(node).forEach(walk)
}
walk(file)
// What a snak says, without what Wikibase adds to it.
const said = (snak) => {
  if (snak.snaktype !== 'value') return [snak.property, snak.snaktype]
  const value = structuredClone(snak.datavalue.value)
  if (snak.datavalue.type === 'wikibase-entityid') return [snak.property, value.id]
  if (value.unit) value.unit = value.unit.split('/').pop()
  return [snak.property, value]
}
const all = (snaks) => Object.values(snaks ?? {}).flat().map(said).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
let edits = 0
let made = 0
for (const line of readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean)) {
  const edit = JSON.parse(line)
  const entity = file.entities[edit.id]
  if (!entity) throw new Error(`there is no entity ${edit.id}`)
  if (edit.baserevid !== entity.lastrevid) throw new Error(`${edit.id}: revision ${edit.baserevid} is not ${entity.lastrevid}`)
  const sent = JSON.parse((await editEntity(edit, types, 'https://www.wikidata.org', {})).data.data)
  edits += 1
  for (const [property, claims] of Object.entries(sent.claims)) {
    const own = (entity.claims[property] ??= [])
    for (const claim of claims) {
      const at = own.findIndex((old) => old.id === claim.id)
      if (claim.id && at < 0) throw new Error(`there is no statement ${claim.id}`)
      if (at >= 0) {
        // A statement is replaced whole, so what is not to be changed has to be there.
        const old = own[at]
        const kept = all(old.qualifiers).filter((qualifier) => all(claim.qualifiers).some((new_) => isDeepStrictEqual(new_, qualifier)))
        const [before, after] = [all(old.qualifiers).length, all(claim.qualifiers).length]
        if (kept.length < before - 1 || after < before - 1) throw new Error(`${claim.id}: qualifiers are lost`)
        const references = (claims_) => (claims_.references ?? []).map((reference) => all(reference.snaks))
        for (const reference of references(old)) {
          if (!references(claim).some((new_) => isDeepStrictEqual(new_, reference))) throw new Error(`${claim.id}: a reference is lost`)
        }
        if (claim.rank !== old.rank) throw new Error(`${claim.id}: the rank is lost`)
        own[at] = claim
      } else {
        made += 1
        own.push({ ...claim, id: `${edit.id}$00000000-0000-4000-8000-${String(made).padStart(12, '0')}` })
      }
    }
  }
  entity.lastrevid += 1
}
if (edits === 0) throw new Error('there are no edits')
console.log(JSON.stringify(file, null, 1))
