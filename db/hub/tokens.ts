import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

import type { Clock } from '../../shared/kernel/clock.ts'

/** A P-256 key as a JSON Web Key, with its private part. */
export interface SigningKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}

export type PublicKey = Omit<SigningKey, 'd'>

/** What an access token says of its bearer, as far as the hub asks. */
const claimsSchema = z.object({
  role: z.string(),
  exp: z.number(),
  sub: z.string().optional(),
  session_id: z.string().optional(),
})

export type Claims = z.infer<typeof claimsSchema>

export interface AccessTokenSubject {
  readonly userId: string
  readonly sessionId: string
  readonly email: string
  readonly signedInAtMs: number
  readonly appMetadata: unknown
  readonly userMetadata: unknown
}

export interface Tokens {
  /** The public keys, as /.well-known/jwks.json publishes them. */
  readonly jwks: { readonly keys: readonly PublicKey[] }
  issue(subject: AccessTokenSubject): Promise<IssuedToken>
  /** The claims of a token that we signed and that has not expired, or null. */
  verify(token: string): Promise<Claims | null>
}

export interface IssuedToken {
  readonly accessToken: string
  readonly expiresAt: number
  readonly expiresIn: number
}

const lifetimeSeconds = 3600

/** Signs access tokens with one key, which PostgREST and every client can check with its public half. */
export async function createTokens(key: SigningKey, issuer: string, clock: Clock): Promise<Tokens> {
  const privateKey = await importJWK(key)
  const jwks = publicJwks(key)
  const keySet = createLocalJWKSet({ keys: [...jwks.keys] })
  return {
    jwks,
    async issue(subject) {
      const issuedAt = Math.floor(clock.now() / 1000)
      const expiresAt = issuedAt + lifetimeSeconds
      const accessToken = await new SignJWT({
        email: subject.email,
        phone: '',
        app_metadata: subject.appMetadata,
        user_metadata: subject.userMetadata,
        role: 'authenticated',
        aal: 'aal1',
        amr: [{ method: 'password', timestamp: Math.floor(subject.signedInAtMs / 1000) }],
        session_id: subject.sessionId,
        is_anonymous: false,
      })
        .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(subject.userId)
        .setAudience('authenticated')
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(privateKey)
      return { accessToken, expiresAt, expiresIn: lifetimeSeconds }
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keySet, {
          algorithms: [key.alg],
          currentDate: new Date(clock.now()),
        })
        return claimsSchema.parse(payload)
      } catch {
        return null
      }
    },
  }
}

export function publicJwks(key: SigningKey): Tokens['jwks'] {
  const { d: _private, ...publicKey } = key
  return { keys: [publicKey] }
}
