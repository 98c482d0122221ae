import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'

interface Leak {
  readonly line: number
  readonly what: string
}

const patterns: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a path of one machine', pattern: /(?<![\w.$}~-])\/(work|tmp|home|Users|root)\/\w/ },
  { what: 'a path of one machine', pattern: /\b[A-Z]:\\+Users\\/ },
  {
    what: 'a package registry',
    pattern: /https?:\/\/[^/\s"']*(registry|npmjs|artifactory|verdaccio|nexus)/i,
  },
  { what: 'a package registry', pattern: /^\s*(@[\w-]+:)?registry\s*=/ },
  { what: 'where a package was fetched from', pattern: /^\s*"resolved": "(?!node_modules|file:)/ },
  {
    what: 'a credential',
    pattern: /_authToken\s*=|-----BEGIN [A-Z ]*PRIVATE KEY|\b(ghp|gho|npm)_\w{30}|\bAKIA[0-9A-Z]{16}\b/,
  },
  { what: 'a signed token', pattern: /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}/ },
]

/** Nothing of the machine it was written on, of how its packages came, and no secret may be in the repository. */
export function checkLeaks(): boolean {
  let found = 0
  for (const file of repositoryFiles()) {
    const content = readFileSync(join(root, file))
    if (content.includes(0)) continue
    for (const { line, what } of findLeaks(content.toString())) {
      console.error(`${file}:${line} holds ${what}`)
      found += 1
    }
  }
  return found === 0
}

export function findLeaks(text: string): readonly Leak[] {
  return text.split('\n').flatMap((content, index) =>
    [...new Set(patterns.filter(({ pattern }) => pattern.test(content)).map(({ what }) => what))].map(
      (what) => ({
        line: index + 1,
        what,
      }),
    ),
  )
}

/** What git has, and what it would take. */
function repositoryFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
  })
  return listed
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)))
}
