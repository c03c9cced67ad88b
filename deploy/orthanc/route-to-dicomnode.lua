-- Sends every original CT or MR series that Orthanc holds complete to a DICOM AI node, and never sends its results back to it.
--
-- orthanc.json (DicomPort of the node and its AE title as in the node's own configuration, section "Listener"):
--     "LuaScripts"      : [ "/etc/orthanc/route-to-dicomnode.lua" ],
--     "DicomModalities" : { "dicomnode" : [ "DICOMNODE", "192.0.2.10", 11112 ] },
--     "StableAge"       : 10
-- StableAge is how many seconds Orthanc waits for further instances before it calls a series stable (60 unless set).
-- The node in turn needs this Orthanc in "Peers": it refuses calling AE titles that it does not know, and it needs an address to
-- deliver to.
--
-- A send is a job of Orthanc, one association per series. A failed one (node switched off) is listed as failed in the Jobs page
-- of Orthanc Explorer and can be resubmitted there. (SendToModality of Orthanc's Lua would call it a success.)
-- Written for Orthanc 1.10 and later.

local NODE = 'dicomnode'                  -- the name under "DicomModalities"
local MODALITIES = { CT = true, MR = true } -- results are SEG, RTSTRUCT and SR, so they never match

local function node_ae_title()
  local entry = GetOrthancConfiguration()['DicomModalities'][NODE]
  return entry['AET'] or entry[1]
end

-- An image series that the node itself stored here, whatever its modality says, is a result.
local function came_from_node(series_id)
  local series = ParseJson(RestApiGet('/series/' .. series_id))
  local metadata = ParseJson(RestApiGet('/instances/' .. series['Instances'][1] .. '/metadata?expand'))
  return metadata['RemoteAET'] == node_ae_title()
end

function OnStableSeries(series_id, tags, metadata)
  if MODALITIES[tags['Modality']] and not came_from_node(series_id) then
    print('Sending series ' .. tags['SeriesInstanceUID'] .. ' to ' .. NODE)
    RestApiPost('/modalities/' .. NODE .. '/store', DumpJson({ Resources = { series_id }, Asynchronous = true }))
  end
end
