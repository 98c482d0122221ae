import { Plus, X } from 'lucide-react'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FieldsGroup } from './fields-group.tsx'
import type { Like } from './guest-draft.ts'
import type { DraftFields } from './guest-page.tsx'

const usual = ['room', 'floor', 'pillow', 'bed', 'food', 'newspaper'] as const

/** What the guest likes, each by what it is about, and the words they are found by. */
export function LikesFields({ draft, onDraft, readOnly }: DraftFields) {
  const t = useWords()
  const { likes } = draft
  const setLikes = (changed: readonly Like[]) => onDraft({ ...draft, likes: changed })
  const change = (at: number, like: Like) => setLikes(likes.map((old, index) => (index === at ? like : old)))
  const missing = usual
    .map((name) => t(`profile.like.${name}`))
    .filter((what) => !likes.some((like) => like.what === what))
  return (
    <FieldsGroup title={t('profile.likes')}>
      {likes.map((like, at) => (
        // a preference has no identity but its place
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="profile-like">
          <TextField
            label={t('profile.likeWhat')}
            value={like.what}
            onChange={(what) => change(at, { ...like, what })}
            maxLength={40}
            isReadOnly={readOnly}
          />
          <TextField
            label={t('profile.likeHow')}
            value={like.how}
            onChange={(how) => change(at, { ...like, how })}
            maxLength={200}
            isReadOnly={readOnly}
          />
          {!readOnly && (
            <Button
              kind="quiet"
              icon={<X />}
              name={t('profile.likeRemove', { what: like.what })}
              onPress={() => setLikes(likes.toSpliced(at, 1))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <fieldset className="profile-adds" aria-label={t('profile.likeAdd')}>
          {missing.map((what) => (
            <Button
              key={what}
              size="small"
              icon={<Plus aria-hidden="true" />}
              onPress={() => setLikes([...likes, { what, how: '' }])}
            >
              {what}
            </Button>
          ))}
          <Button
            size="small"
            icon={<Plus aria-hidden="true" />}
            onPress={() => setLikes([...likes, { what: '', how: '' }])}
          >
            {t('profile.like.other')}
          </Button>
        </fieldset>
      )}
      <TextField
        label={t('profile.tags')}
        help={t('profile.tagsHelp')}
        value={draft.tags}
        onChange={(tags) => onDraft({ ...draft, tags })}
        maxLength={600}
        isReadOnly={readOnly}
      />
    </FieldsGroup>
  )
}
