import { createHash, createPublicKey, verify } from 'node:crypto'

/** A command as the server keeps it. */
export interface KeptCommand {
  readonly seq: number
  /** Null for one that could not be carried: its hash is all that came. */
  readonly body: string | null
  readonly hash: string
  readonly signature: string | null
}

/**
 * Which of a terminal's commands are not what that terminal sent, by its public key alone: what follows from no other
 * and bears no signature of the device was made or changed by somebody else, be it the owner of the database. Commands
 * come in their order, from the one after `head` on.
 */
export function verifySignatures(
  publicKey: string,
  commands: readonly KeptCommand[],
  head: Pick<KeptCommand, 'seq' | 'hash'> = chainStart,
): readonly number[] {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  return commands
    .filter(({ seq, body, hash, signature }, index) => {
      const before = commands[index - 1] ?? head
      if (seq !== before.seq + 1) return true
      if (body !== null && chainHash(before.hash, body) !== hash) return true
      return signature === null || !verify(null, Buffer.from(hash), key, Buffer.from(signature, 'base64'))
    })
    .map(({ seq }) => seq)
}

/** What the first command of a terminal follows. */
export const chainStart = { seq: 0, hash: '0'.repeat(64) } as const

function chainHash(prevHash: string, body: string): string {
  return createHash('sha256').update(prevHash).update(body, 'utf8').digest('hex')
}
