import { countRows, type PeerTable } from './local-peer.ts'

const bucket = 'all[]'
const rowsALine = 1000

/**
 * What PowerSync's service says to a client that has nothing yet, in its protocol's JSON form: a checkpoint with its
 * checksum, the rows in one bucket, and that this is all.
 */
export function cannedStream(): {
  readonly give: (tables: readonly PeerTable[]) => void
  readonly fetch: typeof fetch
} {
  let lines: readonly Uint8Array[] = []
  return {
    give: (tables) => {
      const encoder = new TextEncoder()
      lines = [...linesOf(tables)].map((line) => encoder.encode(`${JSON.stringify(line)}\n`))
    },
    fetch: () => {
      let next = 0
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const line = lines[next]
          // as the service would, it stays open for what is still to come
          if (line === undefined) return Promise.withResolvers<undefined>().promise
          next += 1
          controller.enqueue(line)
          return undefined
        },
      })
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/x-ndjson' } }))
    },
  }
}

function* linesOf(tables: readonly PeerTable[]): Generator<object> {
  const count = countRows(tables)
  // the client adds up the rows' checksums and compares the sum; it does not look whether each is right
  const checksum = count
  yield {
    checkpoint: {
      last_op_id: String(count),
      write_checkpoint: null,
      buckets: [{ bucket, checksum, count, priority: 3, subscriptions: [] }],
      streams: [],
    },
  }
  const ops = tables.flatMap(({ name, rows }) =>
    rows.map(({ id, ...columns }) => ({
      op: 'PUT',
      object_type: name,
      object_id: id,
      subkey: id,
      checksum: 1,
      data: JSON.stringify(columns),
    })),
  )
  for (let from = 0; from < count; from += rowsALine) {
    const to = Math.min(from + rowsALine, count)
    const data = ops.slice(from, to).map((op, index) => ({ op_id: String(from + index + 1), ...op }))
    yield { data: { bucket, after: String(from), has_more: to < count, next_after: String(to), data } }
  }
  yield { checkpoint_complete: { last_op_id: String(count) } }
}
