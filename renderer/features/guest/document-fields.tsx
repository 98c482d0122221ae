import type { GuestProfile } from '../../../shared/contract/calls/guest.ts'
import { sayIfKnown } from '../../desk/command-words.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { DayField } from '../../ui/day-field.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FieldsGroup } from './fields-group.tsx'
import { draftProblems } from './guest-draft.ts'
import type { DraftFields } from './guest-page.tsx'
import { MrzReader } from './mrz-reader.tsx'

const kinds = ['', 'passport', 'id_card', 'visa', 'residence_permit', 'driving_licence'] as const

interface DocumentFieldsProps extends DraftFields {
  readonly guest: GuestProfile
}

/** The document that was shown: of its number the last four, and never an image. */
export function DocumentFields({ draft, onDraft, readOnly, tried, guest }: DocumentFieldsProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const wrongNumber = tried && draftProblems(draft).includes('idLast4')
  // a record that came from elsewhere may name a kind of its own
  const known = kinds.some((kind) => kind === guest.idType) ? kinds : [...kinds, guest.idType]
  const kindName = (kind: string) =>
    kind === '' ? t('profile.document.none') : (sayIfKnown(t, `profile.document.${kind}`) ?? kind)
  return (
    <FieldsGroup title={t('profile.document')}>
      <div className="profile-fields">
        {readOnly ? (
          <TextField label={t('profile.documentKind')} value={kindName(draft.idType)} isReadOnly />
        ) : (
          <Select
            label={t('profile.documentKind')}
            value={draft.idType}
            choices={known.map((value) => ({ value, label: kindName(value) }))}
            onChange={(idType) => onDraft({ ...draft, idType })}
          />
        )}
        <TextField
          label={t('profile.last4')}
          value={draft.idLast4}
          onChange={(text) => onDraft({ ...draft, idLast4: text.toUpperCase() })}
          problem={wrongNumber ? t('profile.last4Problem') : undefined}
          maxLength={4}
          isReadOnly={readOnly}
          autoComplete="off"
        />
        <DayField
          label={t('profile.expiry')}
          value={draft.idExpiry}
          onChange={(idExpiry) => onDraft({ ...draft, idExpiry })}
          isReadOnly={readOnly}
        />
      </div>
      {draft.idExpiry !== '' && draft.idExpiry < businessDate && (
        <NoticeBox tone="warn">{t('profile.expired')}</NoticeBox>
      )}
      {!readOnly && <MrzReader draft={draft} onDraft={onDraft} kindName={kindName} />}
    </FieldsGroup>
  )
}
