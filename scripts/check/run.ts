import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../root.ts'

/** Runs a tool of node_modules on the checkout; its words are for the reader, and true is its success. */
export function runTool(tool: string, ...args: readonly string[]): Promise<boolean> {
  return run(join(root, 'node_modules', '.bin', tool), args)
}

/** Runs one of our own scripts. */
export function runScript(name: string, ...args: readonly string[]): Promise<boolean> {
  return run(process.execPath, [join(root, 'scripts', `${name}.ts`), ...args])
}

function run(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32'
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell })
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
}
