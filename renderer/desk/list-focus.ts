import { useEffect, useRef, type RefObject } from 'react'

/** Where the focus belongs on a page: in its list when a key asked for it, and how often that was so far. */
export interface ListFocus {
  readonly inList: boolean
  readonly asked: number
}

/** Gives a list that is already there the focus each time it is asked for; a new list takes it by `autoFocus`. */
export function useFocusWhenAsked(list: RefObject<HTMLElement | null>, { asked }: ListFocus): void {
  const answered = useRef(asked)
  useEffect(() => {
    if (answered.current === asked) return
    answered.current = asked
    // the library moves the focus on to a row only when it comes from outside the list
    if (list.current?.contains(document.activeElement) === false) list.current.focus()
  }, [list, asked])
}
