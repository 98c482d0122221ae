import type { z } from 'zod'
import { err, ok } from '../../shared/kernel/result.ts'
import {
  chainReply,
  deliverReply,
  digestReply,
  enrolReply,
  helloReply,
  leaseReply,
  pullPage,
  pushReply,
  salvageReply,
  snapshotPage,
  type EnrolReply,
} from '../../shared/protocol/pull.ts'
import { protocolVersion } from '../../shared/protocol/version.ts'
import { connectClient, connectClientWithToken, type Client, type SyncFunction } from './client.ts'
import { createDeviceSessions } from './device-session.ts'
import { makeDeviceKeys, signWith, type DeviceKeys, type Sign } from './device-keys.ts'
import { failureOf } from './failure.ts'
import { createGate, type Fetch } from './gate.ts'
import { openPokeChannel, type PokeChannel } from './poke-channel.ts'
import type { Answer, CredentialStore, Enrolment, OutgoingOp, Remote, RemoteFailure } from './remote.ts'
import { createRetryAfter } from './retry-after.ts'
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
  const retryAfter = createRetryAfter(gate.fetch)
  const project = { url, anonKey, fetch: retryAfter.fetch }
  const anonymous = connectClient(project)
  const sessions = createDeviceSessions(connectClient(project), credentials)
  const device = connectClientWithToken(project, async () => sessions.accessToken())
  let channel: PokeChannel | null = null
  let signer: { readonly privateKey: string; readonly sign: Sign } | null = null

  async function call<Schema extends z.ZodType>(
    client: Client,
    name: SyncFunction,
    args: Record<string, unknown>,
    schema: Schema,
    patience: number,
  ): Promise<Answer<z.output<Schema>>> {
    const answer = await callRpc(client, name, args, schema, patience)
    return answer.ok ? answer : err(withPatience(answer.error, retryAfter.takeMs()))
  }

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
    const answer = await call(device, name, args, schema, patience)
    if (answer.ok || answer.error.code !== 'signed_out') return answer
    const renewed = await sessions.renew()
    return renewed.ok ? await call(device, name, args, schema, patience) : renewed
  }

  function keepAs(keys: DeviceKeys, answer: Answer<EnrolReply>): Answer<Enrolment> {
    if (!answer.ok) return answer
    const { secret, privateKey, signingKey } = keys
    const { email } = answer.value
    const keep = (): void => credentials.save({ email, secret, privateKey, signingKey, session: null })
    return ok({ ...answer.value, keep })
  }

  const signed = (ops: readonly OutgoingOp[]): readonly object[] => {
    const held = credentials.load()
    if (held === null) return ops
    signer =
      signer?.privateKey === held.privateKey ? signer : { privateKey: held.privateKey, sign: signWith(held) }
    const { sign } = signer
    return ops.map((op) => ({ ...op, ...sign(op.hash) }))
  }

  return {
    enrol: async (code, name) => {
      const before = credentials.loadDraft()
      const keys = before?.code === code ? before.keys : makeDeviceKeys()
      credentials.saveDraft({ code, keys })
      const args = {
        p_code: code,
        p_name: name,
        p_secret: keys.secret,
        p_public_key: keys.publicKey,
        p_signing_key: keys.signingKey,
      }
      return keepAs(keys, await call(anonymous, 'sync_enrol', args, enrolReply, patienceMs.short))
    },
    enrolAgain: async () => {
      const keys = makeDeviceKeys()
      const args = { p_secret: keys.secret, p_public_key: keys.publicKey, p_signing_key: keys.signingKey }
      return keepAs(keys, await asDevice('sync_enrol_again', args, enrolReply, patienceMs.short))
    },
    hello: () => asDevice('sync_hello', { p_protocol: protocolVersion }, helloReply, patienceMs.short),
    snapshotToday: () => asDevice('sync_snapshot_today', {}, snapshotPage, patienceMs.long),
    snapshot: ({ table, after, to, limit, more = [] }) =>
      asDevice(
        'sync_snapshot',
        {
          p_table: table,
          p_after: after,
          p_limit: limit,
          p_more: more,
          ...(to === undefined ? {} : { p_to: to }),
        },
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
    lease: (lastSeq) => asDevice('sync_lease', { p_seq: lastSeq }, leaseReply, patienceMs.short),
    digest: ({ table, base, columns, after, more }) =>
      asDevice(
        'sync_digest',
        { p_table: table, p_base: base, p_columns: columns, p_after: after, p_more: more },
        digestReply,
        patienceMs.long,
      ),
    push: (ops) => asDevice('sync_push', { p_ops: signed(ops) }, pushReply, patienceMs.long),
    salvage: (ops, done) =>
      asDevice('sync_salvage', { p_ops: signed(ops), p_done: done }, salvageReply, patienceMs.long),
    chain: (after, limit) =>
      asDevice('sync_chain', { p_after: after, p_limit: limit }, chainReply, patienceMs.long),
    deliverQuarantined: (seq, body) =>
      asDevice('sync_deliver_quarantined', { p_seq: seq, p_body: body }, deliverReply, patienceMs.long),
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

/** A server that says when it would be asked again is not asked before. */
function withPatience(failure: RemoteFailure, afterMs: number | null): RemoteFailure {
  return failure.code === 'busy' && afterMs !== null ? { ...failure, afterMs } : failure
}
