/** What one does with an agenda document: read it with its hours, add, move, change and remove blocks. */
export {
  type AddedNode,
  type AgendaEditing,
  addNode,
  moveNode,
  newNodeId,
  type Place,
  readAgenda,
  removeNode,
  rootId,
  setMinutes,
  timeAgenda,
  titleText,
} from "@milango/core/workshops";
