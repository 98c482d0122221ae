import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** How a program that refuses to run as root is run. Not as root: unchanged. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
  /** The command that starts a program as that user. */
  command(program: string, args: readonly string[]): readonly [string, readonly string[]]
  /** Makes that user the owner of a file or folder, and of all that is in it, where it is another's. */
  giveTo(path: string): void
}

/**
 * Postgres refuses to run as root, so root runs it as the system's `postgres` user, which is made where there is none,
 * or as `nobody` where none can be made.
 *
 * A folder below /root or a private temporary folder is closed to that user. There Postgres is given the one capability
 * that it lacks, to look into folders, instead of opening somebody's folders to everybody.
 */
export function unprivilegedUser(reaches: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return unchanged
  const user = findUser('postgres') ?? makeUser('postgres') ?? findUser('nobody')
  if (user === null) throw new Error('Postgres must not run as root, and no other user is here')
  const giveTo = (path: string): void => {
    if (statSync(path).uid !== user.uid) giveAll(path, user)
  }
  if (reaches.every((path) => isReachable(path, user))) {
    return { ...user, command: (program, args) => [program, args], giveTo }
  }
  const prefix = capabilityPrefix(user)
  return {
    command: (program, args) => ['setpriv', [...prefix, program, ...args]],
    giveTo,
  }
}

interface SystemUser {
  readonly uid: number
  readonly gid: number
}

const unchanged: RunAs = { command: (program, args) => [program, args], giveTo: () => {} }

function findUser(name: string): SystemUser | null {
  const id = (flag: string): number | null => {
    const found = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return found.status === 0 ? Number.parseInt(found.stdout, 10) : null
  }
  const uid = id('-u')
  const gid = id('-g')
  return uid === null || gid === null ? null : { uid, gid }
}

function makeUser(name: string): SystemUser | null {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
      { stdio: 'ignore' },
    )
  } catch {
    return null
  }
  return findUser(name)
}

/** Whether the user may enter every folder on the way to a path; folders that are yet to be made do not stand in it. */
function isReachable(path: string, user: SystemUser): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat !== undefined && !mayEnter(stat, user)) return false
    if (folder === dirname(folder)) return true
  }
}

function mayEnter(
  folder: { readonly mode: number; readonly uid: number; readonly gid: number },
  user: SystemUser,
): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

/** Containers often hold the broader of the two capabilities only. */
function capabilityPrefix(user: SystemUser): readonly string[] {
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ]
    if (spawnSync('setpriv', [...prefix, 'true']).status === 0) return prefix
  }
  throw new Error(
    'Postgres must not run as root, and its user cannot reach this folder. Put it, and the program, where every user may enter.',
  )
}

function giveAll(path: string, user: SystemUser): void {
  chownSync(path, user.uid, user.gid)
  if (!lstatSync(path).isDirectory()) return
  for (const name of readdirSync(path)) giveAll(join(path, name), user)
}
