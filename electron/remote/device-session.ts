import { err, ok, type Result } from '../../shared/kernel/result.ts'
import type { Client } from './client.ts'
import type { CredentialStore, DeviceCredentials, DeviceSession, RemoteFailure } from './remote.ts'

export interface DeviceSessions {
  /** The token to speak with, or null before there is one. */
  readonly accessToken: () => string | null
  /** Gets a token that counts: by the refresh token, else by the device's secret. Callers at the same time share one try. */
  readonly renew: () => Promise<Result<string, RemoteFailure>>
}

/** The device's own sign-in. It is never signed out by losing the line; the desk goes on without it. */
export function createDeviceSessions(client: Client, store: CredentialStore): DeviceSessions {
  let renewing: Promise<Result<string, RemoteFailure>> | null = null

  async function renewOnce(): Promise<Result<string, RemoteFailure>> {
    const credentials = store.load()
    // none, or none that can be opened here: no waiting mends that
    if (credentials === null) return err({ code: 'refused', failure: 'not_a_terminal' })
    const session = await refresh(client, credentials)
    const renewed = session.ok ? session : await signIn(client, credentials)
    if (!renewed.ok) return renewed
    store.save({ ...credentials, session: renewed.value })
    return ok(renewed.value.accessToken)
  }

  return {
    accessToken: () => store.load()?.session?.accessToken ?? null,
    renew: () => {
      renewing ??= renewOnce().finally(() => {
        renewing = null
      })
      return renewing
    },
  }
}

async function refresh(
  client: Client,
  { session }: DeviceCredentials,
): Promise<Result<DeviceSession, RemoteFailure>> {
  if (session === null) return err({ code: 'signed_out' })
  return sessionOf(await client.auth.refreshSession({ refresh_token: session.refreshToken }))
}

async function signIn(
  client: Client,
  { email, secret }: DeviceCredentials,
): Promise<Result<DeviceSession, RemoteFailure>> {
  const reply = await client.auth.signInWithPassword({ email, password: secret })
  // the secret never changes: a server that will not have it does not know this device
  if (reply.error?.code === 'invalid_credentials') return err({ code: 'refused', failure: 'not_a_terminal' })
  return sessionOf(reply)
}

interface AuthReply {
  readonly data: {
    readonly session: { readonly access_token: string; readonly refresh_token: string } | null
  }
  readonly error: { readonly status?: number | undefined } | null
}

function sessionOf({ data: { session }, error }: AuthReply): Result<DeviceSession, RemoteFailure> {
  if (session !== null) return ok({ accessToken: session.access_token, refreshToken: session.refresh_token })
  return err(authFailure(error?.status ?? 0))
}

/** What a refused sign-in says of the line. */
function authFailure(status: number): RemoteFailure {
  if (status === 0) return { code: 'unreachable' }
  if (status === 429 || status >= 500) return { code: 'busy' }
  return { code: 'signed_out' }
}
