import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

// The design's headings under which a statement stands.
const headings = [
  'Core Tables',
  'Supporting Tables',
  'Audit Log Table',
  'Room Availability View',
  'Booking Summary View',
  'Daily Revenue View',
  'Calculate Room Rate',
  'Check Room Availability',
  'Update Timestamp Trigger',
  'Audit Log Trigger',
  'Booking Status Update Trigger',
  'Primary Indexes',
  'Composite Indexes',
  'Full-Text Search Indexes',
  'Partition Bookings by Year',
  'Query Optimization',
  'Connection Pooling',
  'Materialized Views',
  'Foreign Key Constraints',
  'Check Constraints',
  'Row Level Security',
  'Data Encryption',
  'Performance Monitoring',
  'Maintenance Tasks',
  'Version Control',
  'Migration Scripts',
]

test('every statement of the design has a test that names its heading', () => {
  const root = join(import.meta.dirname, '..', '..')
  const named = globSync('**/*.test.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?:describe|test)\('design: (.*)'/g)].map(
      ([, name]) => name,
    ),
  )
  expect(headings.filter((heading) => !named.some((name = '') => name.includes(heading)))).toEqual([])
})
