import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Envelope, SignedOp } from '../../shared/protocol/envelope.ts'

/** What the first command of a terminal follows. */
export const firstHash = '0'.repeat(64)

/** The envelope as it travels: its canonical text, and the hash that chains it to the command before. */
export function sealEnvelope(envelope: Envelope): SignedOp {
  const body = canonicalJson(envelope)
  return { seq: envelope.seq, body, hash: chainHash(envelope.prevHash, body) }
}

/** SHA-256, in hex, of the hash before and the body: the server computes it over the very same bytes. */
export function chainHash(prevHash: string, body: string): string {
  return createHash('sha256').update(prevHash).update(body, 'utf8').digest('hex')
}

/** RFC 8785: one text for one value. Throws where JSON has none: not a number, half a surrogate pair. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}
