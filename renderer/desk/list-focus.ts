/** Where the focus belongs on a page: in its list when a key asked for it, and how often that was so far. */
export interface ListFocus {
  readonly inList: boolean
  readonly asked: number
}
