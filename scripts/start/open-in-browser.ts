import { spawn } from 'node:child_process'

/** Opens a link in the system's default browser. False where there is none, or no screen to show it on. */
export function openInBrowser(url: string): Promise<boolean> {
  const [command, args] = opener(url)
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
    // an opener that is the browser itself stays
    setTimeout(() => resolve(true), 2000).unref()
    child.unref()
  })
}

function opener(url: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [url]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
