/** What something may be found by besides its name and code, as it is written down; the most telling first. */
export const mentionKinds = [
  'group',
  'invoice',
  'payment',
  'companion',
  'wish',
  'note',
  'waiting',
  'likes',
  'unwanted',
] as const

export type MentionKind = (typeof mentionKinds)[number]

/** And by an amount: that was charged, that was paid, that is open. */
export const moneyMentions = ['charge', 'paid', 'balance'] as const

export type MoneyMention = (typeof moneyMentions)[number]
