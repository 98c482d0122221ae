import type { ClientBase } from 'pg'
import { z } from 'zod'

export const appKeySchema = z.object({ name: z.string(), version: z.int(), secret: z.string() })
/** A key with which the database encrypts, or with which it makes numbers findable. */
export type AppKey = z.infer<typeof appKeySchema>

/** The keys that are in the database itself: none where Supabase Vault or a server setting has them. */
export async function readKeys(client: ClientBase): Promise<readonly AppKey[]> {
  const { rows } = await client.query(
    'select name, version, secret from private.app_keys order by name, version',
  )
  return z.array(appKeySchema).parse(rows)
}

export async function putKeys(client: ClientBase, keys: readonly AppKey[]): Promise<void> {
  for (const { name, version, secret } of keys) {
    await client.query(
      `insert into private.app_keys (name, version, secret) values ($1, $2, $3)
       on conflict (name, version) do update set secret = excluded.secret`,
      [name, version, secret],
    )
  }
}
