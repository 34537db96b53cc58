import type { ExportResult } from '../../shared/contract/bridge';

/** Main's answer; a call that main refused counts as failed. */
export async function exportBriefing(): Promise<ExportResult> {
  try {
    return await window.hotlineWall.exportBriefing();
  } catch (error) {
    return { ok: false, problem: 'failed', detail: String(error) };
  }
}
