import { dueJobs, isJobName, jobNames, runJob } from '../db/hub/jobs.ts'
import { withClient } from '../db/stack/with-client.ts'

/**
 * Runs the work that keeps the hotel's database well.
 *
 *   npm run job -- NAME     one job
 *   npm run job -- due      those whose time has come
 *
 * The database is the one that DATABASE_URL names, as the owner of its schema.
 */
const [name = ''] = process.argv.slice(2)
const databaseUrl = process.env['DATABASE_URL'] ?? ''

if (databaseUrl === '') {
  fail('set DATABASE_URL to the database, as the owner of its schema')
} else if (name !== 'due' && !isJobName(name)) {
  fail(`name a job: due, ${jobNames.join(', ')}`)
} else {
  await withClient(databaseUrl, async (client) => {
    for (const job of isJobName(name) ? [name] : await dueJobs(client)) {
      await runJob(client, job, console.log).catch(() => (process.exitCode = 1))
    }
  })
}

function fail(message: string): void {
  console.error(`job: ${message}`)
  process.exitCode = 2
}
