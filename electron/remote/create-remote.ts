import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { err, ok } from '../../shared/kernel/result.ts'
import { enrolReply, helloReply, pullPage, pushReply, snapshotPage } from '../../shared/protocol/pull.ts'
import { protocolVersion } from '../../shared/protocol/version.ts'
import { connectClient, connectClientWithToken, type Client, type SyncFunction } from './client.ts'
import { createDeviceSessions } from './device-session.ts'
import { failureOf } from './failure.ts'
import { createGate, type Fetch } from './gate.ts'
import { openPokeChannel, type PokeChannel } from './poke-channel.ts'
import type { Answer, CredentialStore, Remote } from './remote.ts'
import { signInStaff } from './staff-sign-in.ts'

export interface RemoteDeps {
  readonly url: string
  readonly anonKey: string
  readonly fetch: Fetch
  readonly credentials: CredentialStore
}

/** Longer than the server works on any of them; a pull or push that takes longer is one that nobody will answer. */
const patienceMs = { short: 15_000, long: 60_000 } as const

/** The server over the REST API of its Supabase project, with nothing of ours in between. */
export function createRemote({ url, anonKey, fetch, credentials }: RemoteDeps): Remote {
  const gate = createGate(fetch)
  const project = { url, anonKey, fetch: gate.fetch }
  const anonymous = connectClient(project)
  const sessions = createDeviceSessions(connectClient(project), credentials)
  const device = connectClientWithToken(project, async () => sessions.accessToken())
  let channel: PokeChannel | null = null

  /** Calls as the device; a token that has run out is renewed once. */
  async function asDevice<Schema extends z.ZodType>(
    name: SyncFunction,
    args: Record<string, unknown>,
    schema: Schema,
    patience: number,
  ): Promise<Answer<z.output<Schema>>> {
    if (sessions.accessToken() === null) {
      const renewed = await sessions.renew()
      if (!renewed.ok) return renewed
    }
    const answer = await callRpc(device, name, args, schema, patience)
    if (answer.ok || answer.error.code !== 'signed_out') return answer
    const renewed = await sessions.renew()
    return renewed.ok ? await callRpc(device, name, args, schema, patience) : renewed
  }

  return {
    enrol: async (code, name) => {
      const secret = randomBytes(32).toString('base64url')
      const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
        publicKeyEncoding: { type: 'spki', format: 'der' },
        privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      })
      const args = {
        p_code: code,
        p_name: name,
        p_secret: secret,
        p_public_key: publicKey.toString('base64'),
      }
      const answer = await callRpc(anonymous, 'sync_enrol', args, enrolReply, patienceMs.short)
      if (!answer.ok) return answer
      credentials.save({
        email: answer.value.email,
        secret,
        privateKey: privateKey.toString('base64'),
        session: null,
      })
      return answer
    },
    hello: () => asDevice('sync_hello', { p_protocol: protocolVersion }, helloReply, patienceMs.short),
    snapshotToday: () => asDevice('sync_snapshot_today', {}, snapshotPage, patienceMs.long),
    snapshot: (table, after, limit) =>
      asDevice(
        'sync_snapshot',
        { p_table: table, p_after: after, p_limit: limit },
        snapshotPage,
        patienceMs.long,
      ),
    pull: ({ base, target, after, limit }) =>
      asDevice(
        'sync_pull',
        { p_base: base, p_target: target, p_after: after, p_limit: limit },
        pullPage,
        patienceMs.long,
      ),
    push: (ops) => asDevice('sync_push', { p_ops: ops }, pushReply, patienceMs.long),
    signInStaff: (email, password) =>
      signInStaff(project, email, password, AbortSignal.timeout(patienceMs.short)),
    listen: (listener) => {
      channel?.close()
      // a client of its own: one that is still closing would not open again
      const opened = openPokeChannel(connectClient(project), listener)
      channel = opened
      return () => {
        opened.close()
        if (channel === opened) channel = null
      }
    },
    poke: () => channel?.send(),
    cut: (on) => gate.cut(on),
    close: async () => {
      channel?.close()
      channel = null
      gate.cut(true)
    },
  }
}

async function callRpc<Schema extends z.ZodType>(
  client: Client,
  name: SyncFunction,
  args: Record<string, unknown>,
  schema: Schema,
  patience: number,
): Promise<Answer<z.output<Schema>>> {
  const reply = await client.rpc(name, args).abortSignal(AbortSignal.timeout(patience))
  if (reply.error !== null) return err(failureOf({ status: reply.status, code: reply.error.code ?? '' }))
  const parsed = schema.safeParse(reply.data)
  return parsed.success ? ok(parsed.data) : err({ code: 'bad_reply' })
}
