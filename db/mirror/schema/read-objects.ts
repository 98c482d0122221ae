import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { ClientBase } from 'pg'
import { z } from 'zod'

/** In the order in which a file that makes them all begins with them. */
export const objectKinds = [
  'role',
  'membership',
  'schema',
  'type',
  'sequence',
  'function',
  'table',
  'foreign key',
  'index',
  'view',
  'materialized view',
  'trigger',
  'policy',
] as const
export type ObjectKind = (typeof objectKinds)[number]

/** Something that a database holds, as the statements that make it. */
export interface SchemaObject {
  readonly kind: ObjectKind
  readonly name: string
  readonly text: string
  /** The objects that must be there before it, each as `kind name`. */
  readonly needs: readonly string[]
}

const rowsSchema = z.array(
  z.object({ kind: z.enum(objectKinds), name: z.string(), text: z.string(), needs: z.array(z.string()) }),
)
const query = readFileSync(join(import.meta.dirname, 'objects.sql'), 'utf8')

/** Everything of ours in a database, by `kind name`. The connection's search path is empty afterwards. */
export async function readObjects(client: ClientBase): Promise<ReadonlyMap<string, SchemaObject>> {
  await client.query(`set search_path = ''`)
  const { rows } = await client.query(query)
  return new Map(rowsSchema.parse(rows).map((object) => [nameOf(object), object]))
}

export function nameOf(object: { readonly kind: ObjectKind; readonly name: string }): string {
  return `${object.kind} ${object.name}`
}
