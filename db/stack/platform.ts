import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type pg from 'pg'

import type { StackSecrets } from './secrets.ts'
import { withClient } from './with-client.ts'

const platformFile = join(import.meta.dirname, 'platform.sql')

/** Changes when what the platform provides does. */
export function platformVersion(): string {
  return createHash('sha256').update(readFileSync(platformFile)).digest('hex')
}

/** Gives a database what a hosted project comes with, if it has not got this version of it yet. */
export async function applyPlatform(adminUrl: string, secrets: StackSecrets): Promise<void> {
  await withClient(adminUrl, async (client) => {
    if (await hasVersion(client, platformVersion())) return
    await client.query('begin')
    await client.query(readFileSync(platformFile, 'utf8'))
    for (const [role, password] of logins(secrets)) {
      await client.query(
        `alter role ${client.escapeIdentifier(role)} password ${client.escapeLiteral(password)}`,
      )
    }
    await client.query(
      `insert into stack.once (what, detail) values ('platform', $1)
       on conflict (what) do update set detail = excluded.detail, done_at = now()`,
      [platformVersion()],
    )
    await client.query('commit')
  })
}

async function hasVersion(client: pg.Client, version: string): Promise<boolean> {
  const table = await client.query(`select 1 where to_regclass('stack.once') is not null`)
  if (table.rowCount === 0) return false
  const found = await client.query(`select 1 from stack.once where what = 'platform' and detail = $1`, [
    version,
  ])
  return found.rowCount === 1
}

function logins(secrets: StackSecrets): readonly (readonly [string, string])[] {
  return [
    ['postgres', secrets.ownerPassword],
    ['authenticator', secrets.authenticatorPassword],
    ['supabase_auth_admin', secrets.authAdminPassword],
  ]
}
