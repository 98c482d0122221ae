import { useWords } from '../../language/use-words.ts'
import { TextField } from '../../ui/text-field.tsx'
import { FieldsGroup } from './fields-group.tsx'
import { draftProblems, type TextFieldName } from './guest-draft.ts'
import type { DraftFields } from './guest-page.tsx'

interface ContactFieldsProps extends DraftFields {
  readonly taxIdLast4: string
}

const fields = [
  { field: 'phone', label: 'guest.phone', max: 20, type: 'tel' },
  { field: 'alternatePhone', label: 'profile.otherPhone', max: 20, type: 'tel' },
  { field: 'email', label: 'guest.email', max: 255, type: 'email' },
  { field: 'addressLine1', label: 'profile.address1', max: 255, type: 'text' },
  { field: 'addressLine2', label: 'profile.address2', max: 255, type: 'text' },
  { field: 'postalCode', label: 'profile.postalCode', max: 20, type: 'text' },
  { field: 'city', label: 'profile.city', max: 100, type: 'text' },
  { field: 'state', label: 'profile.state', max: 100, type: 'text' },
  { field: 'country', label: 'profile.country', max: 100, type: 'text' },
  { field: 'companyName', label: 'profile.company', max: 255, type: 'text' },
] as const satisfies readonly { readonly field: TextFieldName; readonly [more: string]: unknown }[]

/** How to reach the guest, where they live, and for whom they travel. */
export function ContactFields({ draft, onDraft, readOnly, tried, taxIdLast4 }: ContactFieldsProps) {
  const t = useWords()
  const wrongEmail = tried && draftProblems(draft).includes('email')
  return (
    <FieldsGroup title={t('profile.contact')}>
      <div className="profile-fields">
        {fields.map(({ field, label, max, type }) => (
          <TextField
            key={field}
            label={t(label)}
            type={type}
            value={draft[field]}
            onChange={(text) => onDraft({ ...draft, [field]: text })}
            problem={field === 'email' && wrongEmail ? t('profile.emailProblem') : undefined}
            maxLength={max}
            isReadOnly={readOnly}
            autoComplete="off"
          />
        ))}
      </div>
      {taxIdLast4 !== '' && <p className="soft">{t('profile.taxId', { digits: taxIdLast4 })}</p>}
    </FieldsGroup>
  )
}
