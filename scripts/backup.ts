import { takeBaseBackup } from '../db/hub/backup/base-backup.ts'
import { dumpDatabase } from '../db/hub/backup/dump.ts'
import { readKeys } from '../db/hub/backup/keys.ts'
import { usualRetention } from '../db/hub/backup/retention.ts'
import { messageOf } from '../db/hub/log.ts'
import { withClient } from '../db/stack/with-client.ts'
import { parseBackupArguments, usage } from './backup/arguments.ts'
import type { BackupArguments } from './backup/arguments.ts'
import { readServerSecrets, writeKeyFile } from './backup/key-file.ts'
import { recover, restore } from './backup/restore.ts'
import { requireArchiving, toolsFor, withSource } from './backup/source.ts'

const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** `npm run backup`: makes copies of the hotel's database, and brings it back from them. */
if (process.argv.includes('--help')) {
  process.stdout.write(usage)
} else {
  try {
    await run(parseBackupArguments(process.argv.slice(2)))
  } catch (error) {
    log(`backup: ${messageOf(error)}`)
    process.exitCode = 1
  }
}

async function run(wanted: BackupArguments): Promise<void> {
  switch (wanted.command) {
    case 'dump':
      return await withSource(wanted.dir, log, async (databaseUrl) => {
        const tools = await toolsFor(databaseUrl)
        const { to } = wanted
        console.log(await dumpDatabase({ databaseUrl, tools, to, at: new Date(), keep: usualRetention, log }))
      })
    case 'base':
      return await withSource(wanted.dir, log, async (databaseUrl) => {
        await requireArchiving(databaseUrl)
        const tools = await toolsFor(databaseUrl)
        const { to, wal, keep } = wanted
        console.log(await takeBaseBackup({ databaseUrl, tools, to, wal, keep, at: new Date(), log }))
      })
    case 'keys':
      return await withSource(wanted.dir, log, async (databaseUrl) => {
        const keys = await withClient(databaseUrl, readKeys)
        const server = wanted.dir === undefined ? null : readServerSecrets(wanted.dir)
        writeKeyFile(wanted.to, { keys: [...keys], server })
      })
    case 'restore':
      return await restore(wanted, log)
    case 'recover':
      return await recover(wanted, log)
  }
}
