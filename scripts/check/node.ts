import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../root.ts'

const manifest = z.object({ devDependencies: z.object({ node: z.string() }) })

/** The Node that runs this must be the project's own: another one fails later, and less clearly. */
export function checkNode(): boolean {
  const pinned = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).devDependencies
    .node
  console.log(`node ${process.versions.node}, the project's is ${pinned}`)
  return process.versions.node === pinned
}
