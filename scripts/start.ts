import { join } from 'node:path'
import { createBrowserHost } from '../electron/browser/host.ts'
import { buildDesktop, buildWindow } from './build.ts'
import { startStack } from './stack.ts'
import { openDesk } from './start/desk.ts'
import { findElectron, runElectron } from './start/electron.ts'
import { createLife, type Life } from './start/life.ts'
import { openInBrowser } from './start/open-in-browser.ts'
import { createProgress } from './start/progress.ts'
import { parseStartOptions, usage, type StartOptions } from './start/options.ts'

/**
 * The whole front desk on one machine: embedded server, demonstration hotel, one enrolled terminal and its window.
 * Standard output says where it is; everything else goes to standard error.
 */
async function start(life: Life, options: StartOptions): Promise<void> {
  const server = await life.begin(
    'server',
    () => startStack({ dir: join(options.dataDir, 'server'), seed: 'demo', log: progress.write }),
    (stack) => stack.stop(),
  )
  const assetsDir = await life.during(buildWindow(log))
  const electron =
    options.headless || options.browser ? null : await life.during(findElectron(options.dataDir, log))
  const desk = { dataDir: join(options.dataDir, 'terminal'), server, log }

  if (electron !== null) {
    await life.during(buildDesktop(log))
    // enrolled and mirrored here, where progress can be seen; then the files are the window's own
    await life.begin(
      'terminal',
      async () => await (await openDesk(desk)).close(),
      () => Promise.resolve(),
    )
    progress.end()
    return await runElectron({ life, binary: electron, dataDir: desk.dataDir, server })
  }

  const terminal = await life.begin(
    'terminal',
    () => openDesk(desk),
    (opened) => opened.close(),
  )
  const host = await life.begin(
    'window',
    () => createBrowserHost({ terminal, assetsDir, port: options.port }),
    (opened) => opened.close(),
  )
  const url = host.issueUrl()
  progress.end()
  console.log(`Front Desk is ready at ${url}`)
  if (options.headless) return
  if (await openInBrowser(url)) log('opened in the browser')
  for (const { username, password, role } of server.staff)
    log(`sign in as ${username}, password ${password} (${role})`)
  log('Enter prints a fresh link, Ctrl+C stops everything')
  giveLinks(() => console.log(`Front Desk is ready at ${host.issueUrl()}`))
}

/** A link works once; whoever needs another presses Enter. */
function giveLinks(print: () => void): void {
  if (!process.stdin.isTTY) return
  process.stdin.on('data', print)
}

const progress = createProgress((line) => process.stderr.write(`${line}\n`))
const log = (text: string): void => progress.write(`start: ${text}`)

const life = createLife(log)
try {
  if (process.argv.includes('--help')) {
    process.stdout.write(usage)
    await life.stop(0)
  }
  await start(life, parseStartOptions(process.argv.slice(2), process.env))
} catch (error) {
  if (!life.isStopping()) {
    log(error instanceof Error ? error.message : String(error))
    if (process.env['DEBUG'] !== undefined) console.error(error)
  }
  await life.stop(1)
}
