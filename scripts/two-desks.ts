import { join } from 'node:path'
import { buildWindow } from './build.ts'
import { startStack } from './stack.ts'
import { createLife, type Life } from './start/life.ts'
import { openInBrowser } from './start/open-in-browser.ts'
import { createProgress } from './start/progress.ts'
import { parseStartOptions } from './start/options.ts'
import { openTwoDesks } from './two-desks/open-desks.ts'

/**
 * `npm run two-desks [-- --headless]`: one server, two desks with a window each, and a panel on which a person cuts and
 * restores each desk's line and lets things go wrong on it. Everything is kept beside what `npm start` keeps.
 */
async function show(life: Life, options: ReturnType<typeof parseStartOptions>): Promise<void> {
  const dataDir = join(options.dataDir, 'two-desks')
  const server = await life.begin(
    'server',
    () => startStack({ dir: join(dataDir, 'server'), seed: 'demo', log: progress.write }),
    (stack) => stack.stop(),
  )
  const assetsDir = await life.during(buildWindow(log))
  const two = await life.begin(
    'desks',
    () => openTwoDesks({ server, dataDir, assetsDir }),
    (opened) => opened.close(),
  )
  progress.end()
  const urls = [...two.desks.map(({ issueUrl }) => issueUrl()), two.panelUrl]
  two.desks.forEach(({ name }, index) => console.log(`${name} is ready at ${urls[index]}`))
  console.log(`The panel is ready at ${two.panelUrl}`)
  if (!options.headless) for (const url of urls) await openInBrowser(url)
  for (const { username, password, role } of server.staff)
    log(`sign in as ${username}, password ${password} (${role})`)
}

const progress = createProgress((line) => process.stderr.write(`${line}\n`))
const log = (text: string): void => progress.write(`two-desks: ${text}`)
const life = createLife(log)
try {
  await show(life, parseStartOptions(process.argv.slice(2), process.env))
} catch (error) {
  if (!life.isStopping()) log(error instanceof Error ? error.message : String(error))
  await life.stop(1)
}
