// Events in words. An event that is not here is named, with its values.

import { bytes, count, counted, number, ramp, seconds } from './format.js';

const hand = data => data.setBy === 'operator' ? ' by hand' : '';
const names = list => (list ?? []).join(', ');

const WORDS = {
  ReleasePublished: data => `published at ${ramp(data.percent)}${hand(data)}`,
  RampAdvanced: data => `ramped to ${ramp(data.percent)}${hand(data)}`,
  RolloutHeld: data => `held by ${data.rule}: ${data.why}`,
  RolloutDecided: data => `${data.by} of ${data.rule} decides ${data.decision}: ${data.why}`,
  ReleasePaused: data => `paused: ${data.cause}`,
  ReleaseResumed: data => `resumed: ${data.cause}`,
  ReleaseWithdrawn: data => `withdrawn${data.removeFromDevices ? ' and removed from devices' : ''}: ${data.cause}`,
  ReleaseSuperseded: data => `superseded by ${data.by}`,
  ReleaseDrafted: () => 'drafted',
  RingPromoted: data => `${data.release} promoted to ring ${data.ring} by ${data.by}`,
  RingHeld: data => `${data.release} held in ring ${data.ring}: ${data.cause}`,
  SigningOutageStarted: () => 'the outage of the signing service begins',
  SigningOutageEnded: () => 'the outage of the signing service ends',
  SigningPolicyChanged: data => `${data.release} ${data.eligible ? 'gets tickets' : 'gets no more tickets'}`,
  RegressionDetected: data => `${data.application} on ${data.platform} crashes more under ${data.release}: `
    + `${counted(data.crashes, 'crash', 'crashes')}, ${number(data.expected)} expected`,
  AffectedApplicationsPublished: data => `the list says that ${data.release} affects ${names(data.applications)}`,
  SecurityContentPublished: data => `the security content of ${data.release} is published: ${names(data.fixes)}`,
  CommandAccepted: data => `command of ${data.issuedBy}: ${commandOf(data)}`,

  DeviceEnrolled: data => `enrolled with ${data.osVersion} (${data.osBuild})${data.release ? `, ${data.release}` : ''}`,
  ResponseOffered: data => `${data.release} is offered, found by ${data.source}`,
  PatchDownloaded: data => `patch of ${data.release} downloaded: ${bytes(data.bytes)} in ${seconds(data.seconds)}`,
  TicketRequested: data => `ticket for ${data.release} requested, attempt ${count(data.attempt)}`,
  TicketIssued: data => `ticket for ${data.release} ${data.reused ? 'reused' : 'issued'}`,
  TicketRefused: data => `ticket for ${data.release} refused: ${data.message} (status ${data.status})`,
  ResponseStaged: data => `${data.release} staged: ${counted(data.cryptexes.length, 'cryptex', 'cryptexes')}`,
  ResponseActivated: data => `${data.release} active (${data.osBuild}), down for ${seconds(data.downtimeSeconds)}`,
  ResponsesRemoved: data => `${names(data.releases)} removed; runs ${data.osBuild}`,
  RemovalStarted: data => `removal of ${names(data.releases)} begins: ${data.cause}`,
  RemovalAttemptFailed: data => `removal of ${names(data.releases)} failed: ${data.fault}`,
  DeviceRestarted: data => `restarted: ${data.reason}`,
  SafariRelaunchOffered: data => `relaunch of Safari offered for ${data.release}`,
  SafariRelaunchAnswered: data => `relaunch of Safari ${data.accepted ? 'accepted' : 'put off'}`,
  SafariRelaunched: data => `Safari runs ${data.release}`,
  InstallAttemptFailed: data => `${data.step} of ${data.release} failed: ${data.fault}, attempt ${count(data.attempt)}`,
  InstallAbandoned: data => `${data.release} abandoned: ${data.fault} after ${counted(data.attempts, 'attempt')}`,
  NonceRolled: () => 'the nonce for cryptexes was rolled; its tickets are no longer valid',
  AnalyticsSharingChanged: data => data.sharesAnalytics ? 'shares analytics' : 'shares analytics no more',
  ManagementChanged: () => 'its management changed',
  EnforcementNotified: data => `reminded of the deadline; ${seconds(data.remainingSeconds)} remain`,
  ChargerDisconnected: () => 'taken off its charger',
  ApplicationCrashed: data => `${data.application} crashed, on ${data.release ?? 'the base'}`,
  CrashTotalsReported: data => `crash totals of day ${count(data.day)} reported`,
  AffectedApplicationsFetched: data => `list of affected applications fetched, version ${count(data.version)}`,
  RemovalRecommended: data => `advised to remove ${data.release} because of ${data.application}`,
  RecommendationAnswered: data => `advice ${data.accepted ? 'followed' : 'declined'}`,
  SoftwareUpdateOffered: data => `software update ${data.version} offered, found by ${data.source}`,
  SoftwareUpdateInstalled: data => `software update ${data.to} installed over ${data.from}`,
  SoftwareUpdateAttemptFailed: data => `${data.step} of software update ${data.version} failed: ${data.fault}`,
  BootTicketRequested: data => `boot ticket for ${data.release} requested`,
  BootTicketIssued: data => `boot ticket for ${data.release} issued`,
  BootStepFailed: data => `boot step ${data.step} failed: ${data.fault}; falls back to ${data.fallback}`,
  DataVolumeUnlocked: () => 'its Data volume was unlocked for the first time after a restart',
  StoredFileDamaged: data => `a stored file of ${data.release} is damaged: ${data.file} on ${data.volume}`,
  KeptFilesRemoved: data => `kept files of ${data.release} removed: ${bytes(data.bytes)}`,
  PersonalFilesRemoved: data => `its person removed ${bytes(data.bytes)} of files`,
};

/** What an event says, as part of a sentence about its entity. */
export function words({ event, data }) {
  const known = WORDS[event];
  return known === undefined
    ? `${event}: ${Object.entries(data).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')}`
    : known(data);
}

/** The release of an entity: release-16.5.1-a is 16.5.1-a; null for others. */
export const releaseOf = entity => entity.startsWith('release-') ? entity.slice('release-'.length) : null;

/** An event with its subject, where it is no device. */
export const sentence = event => {
  const release = releaseOf(event.entity);
  return release === null || event.event.startsWith('Ring') ? words(event) : `${release} ${words(event)}`;
};

/** For the colour of an event: good, bad, or neither. */
export function toneOf(event) {
  if (/Failed|Refused|Withdrawn|Paused|Held|Abandoned|Detected|Crashed|OutageStarted|Damaged|LoopStarted/.test(event))
    return 'bad';
  return /Activated|Published|Resumed|Issued|OutageEnded|Installed$/.test(event) ? 'good' : 'plain';
}

function commandOf(data) {
  const rest = [
    data.release, data.device === undefined ? null : `device ${data.device}`, data.ring,
    data.percent === undefined ? null : ramp(data.percent), data.cause,
  ].filter(one => one !== null && one !== undefined);
  return `${data.command}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
}
