import type { RowChange } from '../../../shared/protocol/rows.ts'

/** Fields of a profile as a window gives them: empty is cleared, left out stays. */
export interface ProfileFields {
  readonly fullName?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly alternatePhone?: string | undefined
  readonly dateOfBirth?: string | undefined
  readonly gender?: string | undefined
  readonly nationality?: string | undefined
  readonly idType?: string | undefined
  readonly idLast4?: string | undefined
  readonly idExpiry?: string | undefined
  readonly addressLine1?: string | undefined
  readonly addressLine2?: string | undefined
  readonly city?: string | undefined
  readonly state?: string | undefined
  readonly country?: string | undefined
  readonly postalCode?: string | undefined
  readonly companyName?: string | undefined
  readonly preferences?: Readonly<Record<string, string>> | undefined
  readonly tags?: readonly string[] | undefined
  readonly vip?: boolean | undefined
  readonly marketingConsent?: boolean | undefined
}

export function profileChange(fields: ProfileFields): RowChange<'customers'> {
  return {
    ...(fields.fullName === undefined ? {} : { full_name: fields.fullName }),
    ...textChange(fields),
    ...(fields.preferences === undefined ? {} : { preferences: sortedJson(fields.preferences) }),
    ...(fields.tags === undefined ? {} : { tags: JSON.stringify([...new Set(fields.tags)]) }),
    ...(fields.vip === undefined ? {} : { vip_status: fields.vip ? 1 : 0 }),
    ...(fields.marketingConsent === undefined ? {} : { marketing_consent: fields.marketingConsent ? 1 : 0 }),
  }
}

const textColumns = {
  email: 'email',
  phone: 'phone',
  alternatePhone: 'alternate_phone',
  dateOfBirth: 'date_of_birth',
  gender: 'gender',
  nationality: 'nationality',
  idType: 'id_type',
  idLast4: 'id_number_last4',
  idExpiry: 'id_expiry',
  addressLine1: 'address_line1',
  addressLine2: 'address_line2',
  city: 'city',
  state: 'state',
  country: 'country',
  postalCode: 'postal_code',
  companyName: 'company_name',
} as const

type TextField = keyof typeof textColumns

const textFields: readonly TextField[] = [
  'email',
  'phone',
  'alternatePhone',
  'dateOfBirth',
  'gender',
  'nationality',
  'idType',
  'idLast4',
  'idExpiry',
  'addressLine1',
  'addressLine2',
  'city',
  'state',
  'country',
  'postalCode',
  'companyName',
]

function textChange(fields: ProfileFields): RowChange<'customers'> {
  const change: Record<string, string | null> = {}
  for (const field of textFields) {
    const value = fields[field]
    if (value !== undefined) change[textColumns[field]] = value === '' ? null : value
  }
  return change
}

/** The same text for the same preferences, whatever order they were typed in. */
function sortedJson(preferences: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(preferences).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )
}
