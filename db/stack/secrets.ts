import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { z } from 'zod'

import { readJsonFile, writeJsonFile } from './json-file.ts'

const signingKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
})

const secretsSchema = z.object({
  /** Of Postgres roles, in this order: the superuser, our schema's owner, PostgREST's login, the hub's login. */
  adminPassword: z.string().min(20),
  ownerPassword: z.string().min(20),
  authenticatorPassword: z.string().min(20),
  authAdminPassword: z.string().min(20),
  redisPassword: z.string().min(20),
  signingKey: signingKeySchema,
  /** What a client names the project by; known to every terminal, and worth no more than the role `anon`. */
  anonKey: z.string(),
})

export type StackSecrets = z.infer<typeof secretsSchema>

/** The secrets of this data directory: made at the first start, then kept in a file that only its owner may read. */
export async function loadSecrets(dir: string): Promise<StackSecrets> {
  const path = join(dir, 'secrets.json')
  const kept = readJsonFile(path, secretsSchema)
  if (kept !== null) return kept
  const fresh = await makeSecrets()
  writeJsonFile(path, fresh)
  return fresh
}

async function makeSecrets(): Promise<StackSecrets> {
  const signingKey = await makeSigningKey()
  return {
    adminPassword: password(),
    ownerPassword: password(),
    authenticatorPassword: password(),
    authAdminPassword: password(),
    redisPassword: password(),
    signingKey,
    anonKey: await new SignJWT({ role: 'anon' })
      .setProtectedHeader({ alg: signingKey.alg, kid: signingKey.kid, typ: 'JWT' })
      .setIssuer('front-desk')
      .setIssuedAt()
      .setExpirationTime('10y')
      .sign(await importJWK(signingKey)),
  }
}

async function makeSigningKey(): Promise<StackSecrets['signingKey']> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return signingKeySchema.parse({
    ...(await exportJWK(privateKey)),
    kid: randomBytes(9).toString('base64url'),
    alg: 'ES256',
    use: 'sig',
  })
}

/** 192 random bits, in letters that need no quoting in a URL or in SQL. */
function password(): string {
  return randomBytes(24).toString('base64url')
}
