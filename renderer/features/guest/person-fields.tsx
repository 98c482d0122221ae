import { useWords } from '../../language/use-words.ts'
import { DayField } from '../../ui/day-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FieldsGroup } from './fields-group.tsx'
import { draftProblems, genders } from './guest-draft.ts'
import type { DraftFields } from './guest-page.tsx'

/** Who it is. */
export function PersonFields({ draft, onDraft, readOnly, tried }: DraftFields) {
  const t = useWords()
  const problems = draftProblems(draft)
  return (
    <FieldsGroup title={t('profile.person')}>
      <div className="profile-fields">
        <div className="profile-wide">
          <TextField
            label={t('profile.name')}
            value={draft.fullName}
            onChange={(fullName) => onDraft({ ...draft, fullName })}
            problem={tried && problems.includes('fullName') ? t('new.sayWho') : undefined}
            maxLength={100}
            isReadOnly={readOnly}
            autoComplete="off"
            autoFocus
          />
        </div>
        <TextField
          label={t('guest.nationality')}
          value={draft.nationality}
          onChange={(nationality) => onDraft({ ...draft, nationality })}
          maxLength={50}
          isReadOnly={readOnly}
          autoComplete="off"
        />
        <DayField
          label={t('profile.birth')}
          value={draft.dateOfBirth}
          onChange={(dateOfBirth) => onDraft({ ...draft, dateOfBirth })}
          problem={tried && problems.includes('dateOfBirth') ? t('profile.birthProblem') : undefined}
          isReadOnly={readOnly}
        />
        {!readOnly && (
          <Select
            label={t('profile.gender')}
            value={genders.find((known) => known === draft.gender) ?? ''}
            choices={genders.map((value) => ({
              value,
              label: t(`profile.gender.${value === '' ? 'none' : value}`),
            }))}
            onChange={(gender) => onDraft({ ...draft, gender })}
          />
        )}
        <div className="profile-switches">
          <Switch isSelected={draft.vip} onChange={(vip) => onDraft({ ...draft, vip })} isDisabled={readOnly}>
            {t('profile.vip')}
          </Switch>
          <Switch
            isSelected={draft.marketingConsent}
            onChange={(marketingConsent) => onDraft({ ...draft, marketingConsent })}
            isDisabled={readOnly}
          >
            {t('profile.consent')}
          </Switch>
        </div>
      </div>
    </FieldsGroup>
  )
}
