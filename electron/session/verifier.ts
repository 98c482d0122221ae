import { createHmac, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { z } from 'zod'

/**
 * What a password is checked against while there is no line. The password goes through a keyed hash first, whose key
 * (the pepper) is not in the database: who has the file alone cannot even begin to guess.
 */
export async function makeVerifier(
  password: string,
  pepper: Uint8Array,
  cost: VerifierCost = deskCost,
): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, pepper, salt, cost)
  return JSON.stringify({
    kind: 'scrypt',
    ...cost,
    salt: salt.toString('base64'),
    key: key.toString('base64'),
  })
}

export async function matchesVerifier(
  password: string,
  pepper: Uint8Array,
  verifier: string,
): Promise<boolean> {
  const { salt, key, N, r, p } = storedVerifier.parse(JSON.parse(verifier))
  const expected = Buffer.from(key, 'base64')
  const derived = await derive(password, pepper, Buffer.from(salt, 'base64'), { N, r, p })
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

export interface VerifierCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** 64 MB and a tenth of a second: nothing at the desk, much to whoever would try a million. */
const deskCost: VerifierCost = { N: 2 ** 16, r: 8, p: 1 }

const storedVerifier = z.object({
  kind: z.literal('scrypt'),
  N: z.int(),
  r: z.int(),
  p: z.int(),
  salt: z.base64(),
  key: z.base64(),
})

function derive(
  password: string,
  pepper: Uint8Array,
  salt: Uint8Array,
  { N, r, p }: VerifierCost,
): Promise<Buffer> {
  const peppered = createHmac('sha256', pepper).update(password, 'utf8').digest()
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(peppered, salt, 32, options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
