import type { Database } from 'better-sqlite3'

/**
 * What must be so in a terminal's store whenever it is at rest, whatever was done and whatever came in. Says what is not,
 * in words for a failing test. The mirror's tables hold none of this by themselves: rows of the server are applied one at
 * a time, and pass through states between two of its truths.
 */
export function checkHouse(db: Database): readonly string[] {
  const broken = rules.flatMap(([rule, sql]) => {
    const count = db.prepare<[], number>(`select count(*) from (${sql})`).pluck().get() ?? 0
    return count === 0 ? [] : [`${rule}: ${count}`]
  })
  const dangling = db.prepare('pragma foreign_key_check').all().length
  return [
    ...broken,
    ...(dangling === 0 ? [] : [`a row refers to one that is not there: ${dangling}`]),
    ...checkSearch(db),
  ]
}

const rules: readonly (readonly [rule: string, brokenBy: string])[] = [
  [
    'two stays hold one room for one night',
    `select 1 from booking_nights where holds_room = 1 and room_id is not null group by room_id, night having count(*) > 1`,
  ],
  [
    'two parties are in one room',
    `select 1 from bookings where status = 'checked_in' and room_id is not null group by room_id having count(*) > 1`,
  ],
  [
    'a night is held that its stay does not have, or not held that it has',
    `select 1 from booking_nights n join bookings b on b.id = n.booking_id
     where n.holds_room <> (
       b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in') and n.night >= b.check_in_date and n.night < b.check_out_date
     )`,
  ],
  [
    'a stay lacks one of its nights',
    `select 1 from bookings b
     where b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in') and b.total_nights <> (
       select count(*) from booking_nights n
       where n.booking_id = b.id and n.night >= b.check_in_date and n.night < b.check_out_date
     )`,
  ],
  ['a night is there twice', `select 1 from booking_nights group by booking_id, night having count(*) > 1`],
  [
    'a night is on the folio twice',
    `select 1 from transactions where booking_night_id is not null and reverses_id is null and type = 'room_charge'
     group by booking_night_id having count(*) > 1`,
  ],
  [
    'a payment is not on the folio once, with its amount',
    `select 1 from payments p
     where p.status in ('completed', 'refunded') and (
       select count(*) from transactions x
       where x.payment_id = p.id and x.reverses_id is null
         and x.amount = case when p.refund_of is null then -p.amount else p.amount end
     ) <> 1`,
  ],
  [
    'a line is reversed twice',
    `select 1 from transactions where reverses_id is not null group by reverses_id having count(*) > 1`,
  ],
  ...[
    ['bookings', 'booking_code'],
    ['payments', 'payment_code'],
    ['invoices', 'invoice_number'],
    ['customers', 'customer_code'],
    ['rooms', 'room_number'],
    ['room_types', 'code'],
    ['user_profiles', 'username'],
    ['business_days', 'business_date'],
  ].map(
    ([table, column]) =>
      [
        `two ${table} have one ${column}`,
        `select 1 from ${table} where ${column} is not null group by ${column} having count(*) > 1`,
      ] as const,
  ),
  [
    'a series of numbers is there twice',
    `select 1 from number_series group by terminal_id, document_type, year having count(*) > 1`,
  ],
  ['more than one day is open', `select 1 from business_days where status = 'open' limit -1 offset 1`],
  [
    'a command on its way touches rows that are not named, or one that is not',
    `select 1 from outbox_rows w left join outbox o on o.seq = w.seq where o.seq is null`,
  ],
]

/** Everything that is found is what is there, and the indexes of three letters are whole. */
function checkSearch(db: Database): readonly string[] {
  const count = (sql: string) => db.prepare<[], number>(`select count(*) from (${sql})`).pluck().get() ?? 0
  const missing = searched.reduce((sum, sql) => sum + count(sql), 0)
  try {
    db.prepare(`insert into search_index (search_index, rank) values ('integrity-check', 1)`).run()
    db.prepare(`insert into mention_index (mention_index, rank) values ('integrity-check', 1)`).run()
  } catch {
    return ['the search index is not what its entries say']
  }
  return missing === 0 ? [] : [`what is searched is not what is there: ${missing}`]
}

const mentions = 'select kind, row_id, booking_id, text from'
const balances = `select booking_id, sum(amount) from transactions
  where booking_id is not null group by booking_id having sum(amount) <> 0`

/** What differs between the search and the rows it is of. */
const searched = [
  `select 1 from (select id from customers union all select id from bookings) r
   full join search_entries e on e.row_id = r.id
   where r.id is null or e.row_id is null`,
  `${mentions} mentioned except ${mentions} mention_entries`,
  `${mentions} mention_entries except ${mentions} mentioned`,
  `select 1 from mention_entries group by row_id, kind having count(*) > 1`,
  `${balances} except select booking_id, amount from open_balances`,
  `select booking_id, amount from open_balances except select * from (${balances})`,
]
