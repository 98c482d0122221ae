/** Brings the first thing that is wrong in the dialog into sight, and the focus to it where it is a field. */
export function showProblem(): void {
  // drawn by then
  requestAnimationFrame(() => {
    const problem = document.querySelector('.dialog [aria-invalid="true"], .dialog-body .notice-box.tone-bad')
    problem?.scrollIntoView({ block: 'nearest' })
    if (problem instanceof HTMLElement) problem.focus()
  })
}
