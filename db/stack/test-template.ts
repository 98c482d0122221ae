import { createHash } from 'node:crypto'
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

import { listMigrations, migrationsDir } from './migrate.ts'
import { platformVersion } from './platform.ts'
import { chosenVersion } from './postgres-version.ts'
import { createStaff } from './staff.ts'
import { startDatabase } from './start-database.ts'
import { sweepAbandoned } from './test-sweep.ts'

/** What a copied directory holds: what the platform provides, our schema too, or the staff as well. */
export type TemplateKind = 'platform' | 'schema' | 'staff'

const prefix = `front-desk-${userInfo().username}-`

/** A fresh directory with a database in it that was made before: initdb and the migrations are paid for once. */
export async function copyTemplate(kind: TemplateKind): Promise<string> {
  await sweepAbandoned(prefix)
  const template = await ensureTemplate(kind)
  const dir = freshDirectory('test-')
  cpSync(template, dir, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return dir
}

async function ensureTemplate(kind: TemplateKind): Promise<string> {
  const template = join(tmpdir(), `${prefix}template-${kind}-${chosenVersion()}-${contentHash()}`)
  if (!existsSync(template)) await makeTemplate(kind, template)
  const now = new Date()
  utimesSync(template, now, now)
  return template
}

/** Made aside and moved into its place when it is finished; of two who make the same one the second is thrown away. */
async function makeTemplate(kind: TemplateKind, template: string): Promise<void> {
  const draft = freshDirectory('making-')
  const database = await startDatabase({ dir: draft, durable: false, migrate: kind !== 'platform' })
  try {
    if (kind === 'staff') await createStaff(database.databaseUrl)
  } finally {
    await database.stop()
  }
  for (const name of ['ports.json', 'children.json', 'logs']) rmSync(join(draft, name), { recursive: true })
  try {
    renameSync(draft, template)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Changes with everything that a template is made from. */
function contentHash(): string {
  const hash = createHash('sha256').update(platformVersion())
  for (const name of ['staff.ts', 'postgres.ts', 'postgres-version.ts', 'secrets.ts'])
    hash.update(readFileSync(join(import.meta.dirname, name)))
  for (const name of listMigrations()) hash.update(name).update(readFileSync(join(migrationsDir, name)))
  return hash.digest('hex').slice(0, 16)
}

function freshDirectory(kind: string): string {
  const dir = mkdtempSync(join(tmpdir(), `${prefix}${kind}`))
  // Postgres runs as another user where we are root, and must get to its own folder in it.
  chmodSync(dir, 0o711)
  return dir
}
