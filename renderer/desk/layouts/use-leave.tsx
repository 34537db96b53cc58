import { type ReactNode, useCallback, useState } from 'react';
import { UnsavedDialog } from './unsaved-dialog';
import type { LayoutEditor } from './use-layout-editor';

/** Leaving the page of layouts: at once, or after what is unsaved there was saved or given up. Draw `question` where it can stand before everything. */
export function useLeave(editor: LayoutEditor, here: boolean): { readonly leave: (go: () => void) => void; readonly question: ReactNode } {
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const holdsBack = here && editor.unsaved;
  const leave = useCallback(
    (go: () => void) => {
      if (holdsBack) setLeaving(() => go);
      else go();
    },
    [holdsBack],
  );
  const onLeave = () => {
    setLeaving(null);
    leaving?.();
  };
  return { leave, question: leaving === null ? null : <UnsavedDialog editor={editor} onStay={() => setLeaving(null)} onLeave={onLeave} /> };
}
