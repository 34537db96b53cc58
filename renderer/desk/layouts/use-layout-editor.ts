import { type Dispatch, useCallback, useEffect, useReducer, useState } from 'react';
import type { LayoutProblem, LayoutsSaved } from '../../../shared/contract/layouts';
import { edit, type EditDeed, type Editing, isUnsaved, NOTHING_KEPT } from './layout-editing';

export interface LayoutEditor {
  readonly state: Editing;
  readonly dispatch: Dispatch<EditDeed>;
  readonly unsaved: boolean;
  /** What of the file cannot be used. */
  readonly problems: readonly LayoutProblem[];
  /** Why the last saving has failed; null: it has not. */
  readonly failed: Extract<LayoutsSaved, { ok: false }> | null;
  readonly saving: boolean;
  /** Resolves with whether main keeps them now. */
  readonly save: () => Promise<boolean>;
  /** Gives up what is unsaved and takes what main keeps. */
  readonly discard: () => Promise<void>;
}

/** The layouts as they are edited on this desk, beside those that main keeps. Stays while other pages of the desk are shown. */
export function useLayoutEditor(): LayoutEditor {
  const [state, dispatch] = useReducer(edit, NOTHING_KEPT);
  const [problems, setProblems] = useState<readonly LayoutProblem[]>([]);
  const [failed, setFailed] = useState<LayoutEditor['failed']>(null);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    let gone = false;
    const unsubscribe = window.hotlineWall.onLayouts((layouts) => {
      setProblems(layouts.problems);
      dispatch({ do: 'kept', layouts, take: false });
    });
    const begin = async () => {
      const layouts = await window.hotlineWall.layouts();
      if (gone) return;
      setProblems(layouts.problems);
      dispatch({ do: 'kept', layouts, take: true });
    };
    void begin();
    return () => {
      gone = true;
      unsubscribe();
    };
  }, []);

  const { layouts, kept } = state;
  const save = useCallback(async () => {
    setSaving(true);
    const saved = await saveLayouts(kept.revision, layouts);
    setSaving(false);
    setFailed(saved.ok ? null : saved);
    if (saved.ok) dispatch({ do: 'saved', kept: { revision: saved.layouts.revision, layouts } });
    return saved.ok;
  }, [kept.revision, layouts]);
  const discard = useCallback(async () => {
    const now = await window.hotlineWall.layouts();
    setFailed(null);
    setProblems(now.problems);
    dispatch({ do: 'kept', layouts: now, take: true });
  }, []);
  return { state, dispatch, unsaved: isUnsaved(state), problems, failed, saving, save, discard };
}

/** Main's answer; a call that main refused counts as such. */
async function saveLayouts(revision: number, layouts: Editing['layouts']): Promise<LayoutsSaved> {
  try {
    return await window.hotlineWall.saveLayouts(revision, layouts);
  } catch (error) {
    return { ok: false, problem: 'refused', detail: String(error) };
  }
}
