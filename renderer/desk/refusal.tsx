import type { CallError } from '../../shared/contract/errors.ts'
import { useWords } from '../language/use-words.ts'
import { NoticeBox } from '../ui/notice-box.tsx'
import { useRuleWords, violationsOf } from './rule-words.tsx'

/** Why the terminal refused, in words, with what to do next. Nothing when it did not. */
export function Refusal({ error }: { readonly error: CallError | undefined }) {
  const t = useWords()
  const rule = useRuleWords()
  if (!error) return null
  const broken = violationsOf(error)
  return (
    <NoticeBox tone="bad" announce title={t(`error.${error.code}`)}>
      {broken.length > 0 && (
        <ul>
          {broken.map((violation) => (
            <li key={`${violation.rule} ${violation.day}`}>{rule(violation)}</li>
          ))}
        </ul>
      )}
      {error.code === 'invalid_input' && error.issues && (
        <ul>
          {error.issues.map((issue) => (
            <li key={issue.path}>{`${issue.path}: ${issue.message}`}</li>
          ))}
        </ul>
      )}
    </NoticeBox>
  )
}
