import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process as one can still recognise it later: numbers alone are reused. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it was started, in whatever form this system tells it; null where it does not. */
  readonly born: string | null
}

/** Which process has this number now, or null if none has. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  return isRunning(pid) ? { pid, born: bornAt(pid) } : null
}

/** Whether that very process is still there, and not another that was given its number. */
export function isSameProcessRunning(process: ProcessIdentity): boolean {
  const now = identifyProcess(process.pid)
  return now !== null && (now.born === null || process.born === null || now.born === process.born)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: there is one, and it is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return statOf(pid)?.state !== 'Z'
}

function bornAt(pid: number): string | null {
  if (process.platform === 'linux') {
    const stat = statOf(pid)
    return stat === null ? null : `${bootId()}:${stat.startTicks}`
  }
  if (process.platform === 'win32') return null
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.status === 0 ? ps.stdout.trim() : null
}

/** The name in the second field may hold spaces and brackets, so the fields are counted after its last bracket. */
function statOf(pid: number): { readonly state: string; readonly startTicks: string } | null {
  if (process.platform !== 'linux') return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
  } catch {
    return null
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
